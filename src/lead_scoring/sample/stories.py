"""The named leads of the sample: small stories, each with a score worked out by hand and held by a test."""

from dataclasses import dataclass, field


@dataclass
class Story:
    """One named lead: its attributes, its activities as (type, days before as_of, content), its outcomes as (outcome, days
    before as_of, reason), and what it asked for as a person whose data we hold.
    """

    lead_id: str
    attributes: dict[str, str]
    activities: list[tuple[str, float, str]]
    outcomes: list[tuple[str, float, str]] = field(default_factory=list)
    request: dict[str, str] = field(default_factory=dict)


HOUR = 1 / 24
MINUTE = HOUR / 60


def person(first: str, last: str, domain: str = "gmail.com", **more: str) -> dict[str, str]:
    name = {"first_name": first, "last_name": last, "email": f"{first}.{last}@{domain}".lower()}
    return {**name, "marketing_consent": "opted_in", **more}


def right_fit(first: str, last: str, domain: str, **more: str) -> dict[str, str]:
    """A vice president in a target department of a software company of 200: 44 points of fit, of which 40 count."""
    facts = {"job_title": "VP Marketing", "company_name": domain.split(".")[0].title(), "industry": "Computer Software"}
    return person(first, last, domain, employee_count="200", country="US", **(facts | more))


def director(first: str, last: str, domain: str) -> dict[str, str]:
    facts = {"job_title": "Director of Marketing", "company_name": domain.split(".")[0].title(), "industry": "Retail"}
    return person(first, last, domain, employee_count="300", country="GB", **facts)


def shopping(days: float) -> list[tuple[str, float, str]]:
    """The same product on three days, a wish list, two items in the cart: all of it `days` ago."""
    views = [("product_viewed", days + d, "/products/oak-desk") for d in (5, 3 + MINUTE, 1 + 2 * MINUTE)]
    cart = [("add_to_cart", days + 1, "/products/oak-desk"), ("add_to_cart", days + 1 - MINUTE, "/products/lamp")]
    return [*views, ("wishlist_item_added", days + 3, "/products/oak-desk"), *cart]


PRICING = "/pricing"
DEMO_AND_PRICING = [
    ("demo_downloaded", 3.0, "product-demo"),
    ("pricing_page_viewed", 6.0, PRICING),
    ("pricing_page_viewed", 3 - MINUTE, PRICING),
    ("pricing_page_viewed", 1.0, PRICING),
]
TRIAL = [
    ("webinar_registered", 25.0, "webinar-attribution"),
    ("webinar_attended", 20.0, "webinar-attribution"),
    ("whitepaper_downloaded", 12.0, "paper-attribution"),
    ("trial_started", 4.0, "trial"),
]
EVENTS = [
    ("webinar_registered", 20.0, "webinar-attribution"),
    ("webinar_attended", 18.0, "webinar-attribution"),
    ("content_downloaded", 12.0, "paper-attribution"),
    ("webinar_registered", 8.0, "webinar-scoring"),
    ("webinar_attended", 5.0, "webinar-scoring"),
    ("content_downloaded", 3.0, "case-study-retail"),
]
SECOND = MINUTE / 60
# Of a mail gateway: at once, every link at once, and one link before the lead opens the mail. Then of a crawler.
SCANNED = [
    ("email_delivered", 20.0, "mail-1"),
    *[("email_clicked", 20 - (3 + click) * SECOND, "mail-1") for click in range(4)],
    ("email_delivered", 13.0, "mail-2"),
    *[("email_clicked", 13 - (20 + click // 2) * SECOND, "mail-2") for click in range(4)],
    ("email_delivered", 6.0, "mail-3"),
    ("email_clicked", 6 - 45 * SECOND, "mail-3"),
    ("email_opened", 6 - 2 * HOUR, "mail-3"),
    *[("page_viewed", 5 - (1 + page) * SECOND, f"/blog/{page}") for page in range(12)],
]

STORIES = [
    Story("right_fit_demo_and_pricing", right_fit("Ada", "Okafor", "northwind.io"), DEMO_AND_PRICING),
    Story(
        "specialist_at_small_company",
        person(
            "Ben",
            "Lindqvist",
            "papertrail.se",
            job_title="Customer Support Specialist",
            company_name="Papertrail",
            industry="Retail",
            employee_count="20",
            country="SE",
        ),
        DEMO_AND_PRICING,
    ),
    Story(
        "student_on_free_mail",
        person("Carla", "Reyes", job_title="Student", company_name="University of Porto", country="ES"),
        DEMO_AND_PRICING,
    ),
    Story("nothing_but_free_mail", person("Dev", "Patel", country="US"), DEMO_AND_PRICING),
    Story("shopper_who_returns", person("Emma", "Dubois", country="FR"), shopping(0)),
    Story("shopper_six_weeks_ago", person("Farid", "Haddad", country="FR"), shopping(42)),
    Story(
        "two_items_in_one_visit",
        person("Greta", "Holm", country="DK"),
        [("cart_item_added", 1.0, "/products/lamp"), ("cart_item_added", 1 - MINUTE, "/products/rug")],
    ),
    Story(
        "left_checkout_yesterday",
        person("Hugo", "Marin"),
        [("cart_item_added", 1.0625, "/products/rug"), ("checkout_started", 1.05, "/checkouts/1")],
    ),
    Story("b2b_trial", director("Ines", "Costa", "harbourlight.co.uk"), TRIAL),
    Story(
        "b2b_trial_activated",
        director("Jonas", "Weber", "millstone.co.uk"),
        [*TRIAL, ("trial_activated", 2.0, "trial")],
    ),
    Story(
        "right_fit_newsletter_and_opens",
        right_fit("Kira", "Sato", "bluepeak.ai", job_title="Vice President, Sales"),
        [("newsletter_subscribed", 20.0, "newsletter")]
        + [e for d in (19.0, 12.0, 5.0) for e in (("email_delivered", d, "mail-1"), ("open", d - HOUR, "mail-1"))],
    ),
    Story("ideal_buyer_keeps_engaging", right_fit("Liam", "Byrne", "corvid.dev"), EVENTS),
    Story(
        "hand_raiser_right_fit",
        right_fit("Maya", "Iyer", "fernworks.com"),
        [("pricing_page_viewed", 2 * HOUR + 9 * MINUTE, PRICING), ("demo_requested", 2 * HOUR, "demo-form")],
    ),
    Story(
        "hand_raiser_nothing_known",
        person("Nils", "Aas"),
        [("contact_sales_requested", 3 * HOUR, "contact-form")],
    ),
    Story(
        "hand_raiser_student",
        person("Olga", "Petrova", job_title="Student", country="PL"),
        [("pricing_page_viewed", 2 * HOUR + 9 * MINUTE, PRICING), ("demo_requested", 2 * HOUR, "demo-form")],
    ),
    Story(
        "hand_raiser_owner_of_five",
        person(
            "Paul",
            "Nguyen",
            "nguyenbakery.com",
            job_title="Owner",
            company_name="Nguyen Bakery",
            industry="Retail",
            employee_count="5",
            country="US",
        ),
        [("quote_requested", 4 * HOUR, "quote-form")],
    ),
    Story(
        "vp_pricing_on_two_days",
        right_fit("Quinn", "Harris", "tidewater.io", job_title="VP of Sales"),
        [("pricing_page_viewed", 5.0, PRICING), ("pricing_page_viewed", 2.0, PRICING)],
    ),
    Story(
        "vp_pricing_six_reloads",
        right_fit("Rosa", "Klein", "brightloom.com", job_title="VP of Sales"),
        [("pricing_page_viewed", 2 - n * MINUTE / 6, PRICING) for n in range(6)],
    ),
    Story(
        "tyre_kicker",
        person(
            "Sven",
            "Olsen",
            "olsenadvice.no",
            job_title="Consultant",
            company_name="Olsen Advice",
            industry="Consulting",
            employee_count="8",
            country="NO",
        ),
        [*EVENTS, ("event_attended", 9.0, "trade-fair"), ("email_replied", 2.0, "mail-2"), ("email_replied", 1.0, "")],
    ),
    Story("competitor_acting_like_a_buyer", right_fit("Tara", "Quist", "scorewright.com"), DEMO_AND_PRICING),
    Story(
        "bounced_without_phone",
        right_fit("Uma", "Rao", "saltmarsh.io", email_status="bounced"),
        DEMO_AND_PRICING,
    ),
    Story(
        "spam_reporter",
        right_fit("Viktor", "Novak", "greyfinch.com"),
        [*DEMO_AND_PRICING, ("spam_complaint", 2.0, "mail-2")],
    ),
    Story(
        "profiling_objection",
        right_fit("Wanda", "Zielinski", "oakline.pl"),
        DEMO_AND_PRICING,
        request={"email": "Wanda.Zielinski@Oakline.Pl", "request": "profiling_objection"},
    ),
    Story(
        "customer_who_is_back",
        right_fit("Xavier", "Roux", "lumenary.fr"),
        DEMO_AND_PRICING,
        outcomes=[("won", 200.0, "")],
    ),
    Story("link_scanner", director("Yara", "Mansour", "cedarpoint.co.uk"), SCANNED),
    Story(
        "job_hunter",
        person(
            "Zoe",
            "Lima",
            job_title="Marketing Assistant",
            company_name="Casa Azul",
            industry="Retail",
            employee_count="120",
            country="BR",
        ),
        [("careers_page_viewed", d, "/careers") for d in (9.0, 4.0, 1.0)],
    ),
    # Three people of one company: only one of them qualifies, and all three look at us in the same week.
    Story(
        "buying_group_decides",
        right_fit("Amara", "Blake", "gantryworks.com"),
        [("pricing_page_viewed", 2.0, PRICING), ("email_replied", 1.0, "mail-2")],
    ),
    Story(
        "buying_group_uses",
        right_fit("Bo", "Carlsen", "gantryworks.com", job_title="Marketing Manager"),
        [("demo_downloaded", 5.0, "product-demo"), ("pricing_page_viewed", 2.0, PRICING)],
    ),
    Story(
        "buying_group_technical",
        right_fit("Cleo", "Duarte", "gantryworks.com", job_title="IT Manager"),
        [("webinar_attended", 12.0, "webinar-attribution"), *[("page_viewed", d, "/docs/install") for d in (3.0, 1.0)]],
    ),
]
