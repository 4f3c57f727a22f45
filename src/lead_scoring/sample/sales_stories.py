"""The named leads of the sample whose story took weeks: around a line, with sales, or until they asked to be erased."""

from lead_scoring.sample.stories import DEMO_AND_PRICING, PRICING, Story, right_fit

# On 3 days of the last 14 at times, and on 2 at others. Scored every day, intent is 16, 8, 16, 8, 16, 8 and 16 from 19 days
# ago on, while the line to enter is 10 and the line to stay 7.
ON_AND_OFF = [("product_used", days, "trial") for days in (29.75, 24.75, 19.75, 13.75, 7.75, 0.75)]
SIX_ATTEMPTS = [("attempted", days, "") for days in (19.9, 19.0, 18.1, 15.9, 13.0, 11.0)]

SALES_STORIES = [
    # Touched once, so that it does not leave the list for want of it.
    Story(
        "trial_user_on_and_off",
        right_fit("Dora", "Ekman", "quillstead.com", stated_need="See which campaign brought which order"),
        ON_AND_OFF,
        outcomes=[("connected", 5.9, "")],
    ),
    # The rest of 90 days was over 5 days ago; the interest began before that.
    Story(
        "rejected_and_back_after_the_rest",
        right_fit("Emil", "Fabre", "ironvale.com"),
        [("demo_downloaded", 110.0, "product-demo"), *DEMO_AND_PRICING],
        outcomes=[("attempted", 100.0, ""), ("rejected", 95.0, "bad_timing")],
    ),
    # Sales was handed it for the first time 42 days ago, and what it did before the refusal counts no more.
    Story(
        "rejected_and_back_too_soon",
        right_fit("Freya", "Grant", "copperleaf.io"),
        [*DEMO_AND_PRICING, ("demo_downloaded", 47.0, "product-demo"), ("pricing_page_viewed", 45.0, PRICING)],
        outcomes=[("rejected", 40.0, "bad_timing")],
    ),
    Story(
        "unreachable_after_six_attempts",
        right_fit("Goran", "Hale", "slatecreek.com", phone="+1 555 0199"),
        [("pricing_page_viewed", 20.0, PRICING), ("demo_requested", 20.0, "demo-form")],
        outcomes=[*SIX_ATTEMPTS, ("rejected", 10.0, "unreachable")],
    ),
    # Asked on Friday at 8, and was promised a call by 10.
    Story(
        "hand_raiser_nobody_called",
        right_fit("Hedda", "Ilves", "marlowbay.com"),
        [("demo_requested", 3.0, "demo-form")],
    ),
    # Asked on Thursday at 10:24, was promised a call by 11:24, and was called on Friday in vain.
    Story(
        "hand_raiser_called_too_late",
        right_fit("Ivo", "Jansen", "pinecrest.nl"),
        [("quote_requested", 3.9, "quote-form")],
        outcomes=[("attempted", 2.7, "")],
    ),
    Story(
        "asked_to_be_erased",
        right_fit("June", "Kato", "rookery.io"),
        DEMO_AND_PRICING,
        outcomes=[("accepted", 30.0, "")],
        request={"lead_id": "asked_to_be_erased", "request": "erasure"},
    ),
]
