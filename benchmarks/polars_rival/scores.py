"""From facts to points, reasons, scores and the list."""

from dataclasses import dataclass
from datetime import datetime, timedelta

import polars as pl

LIMITS = {"fit": 40, "engagement": 25, "intent": 35}


@dataclass(frozen=True)
class Criterion:
    """What a lead gets (0 where it is not met), and why."""

    dimension: str
    name: str
    points: pl.Expr
    reason: pl.Expr


def flag(points: int, condition: pl.Expr) -> pl.Expr:
    return pl.when(condition).then(points).otherwise(0)


def faded(factor: int, millionths: pl.Expr, most: int) -> pl.Expr:
    """Points for what is left, rounded, at most so many."""
    return ((factor * millionths + 500_000) // 1_000_000).clip(0, most)


def left(kind: str) -> pl.Expr:
    return pl.col(f"{kind}_millionths").fill_null(0)


def on_day(text: str, column: str) -> pl.Expr:
    return pl.format(text + " {}", pl.col(column).dt.date())


def criteria(as_of: datetime) -> list[Criterion]:
    """Every criterion, as the project's files in models/criteria state them."""

    def since(days: int, *kinds: str) -> pl.Expr:
        latest = pl.max_horizontal(f"{kind}_last_at" for kind in kinds)
        return (latest >= as_of - timedelta(days=days)).fill_null(False)

    def fit(name: str, reason: str, points: int, condition: pl.Expr) -> Criterion:
        return Criterion("fit", name, flag(points, condition), pl.lit(reason))

    def fading(dimension: str, name: str, reason: str, kind: str, factor: int, most: int) -> Criterion:
        return Criterion(dimension, name, faded(factor, left(kind), most), on_day(reason, f"{kind}_last_at"))

    def dated(dimension: str, name: str, reason: str, kind: str, points: int, condition: pl.Expr) -> Criterion:
        return Criterion(dimension, name, flag(points, condition), on_day(reason, f"{kind}_last_at"))

    seniority, people = pl.col("seniority"), pl.col("employee_count")
    active_7d, before, active_30d = (pl.col(f"active_days_{window}") for window in ("7d", "21d_before", "30d"))
    subscribed, unsubscribed = pl.col("newsletter_subscribed_last_at"), pl.col("unsubscribed_last_at")
    buyer = "product_viewed pricing_page_viewed content_downloaded trial_started trial_activated product_used".split()
    in_cart = left("cart_item_added") - left("cart_item_removed")
    pricing, used, same = (pl.col(name) for name in ("pricing_days_30d", "product_used_days_14d", "same_product_days"))
    last_active = pl.col("last_activity_at").dt.date()
    keeps = pl.format("Active on {} days in 30, last on {}", active_30d, last_active)
    read = pl.format(
        "Read the pricing page on {} {}, last on {}",
        pricing,
        pl.when(pricing == 1).then(pl.lit("day")).otherwise(pl.lit("days")),
        pl.col("pricing_page_viewed_last_at").dt.date(),
    )
    uses = pl.format("Used the product on {} days in 14, last on {}", used, pl.col("product_used_last_at").dt.date())
    returns = pl.format(
        "Came back to the same product on {} days, last on {}", same, pl.col("product_viewed_last_at").dt.date()
    )
    return [
        fit("decides", "Owner, C-level or vice president", 12, seniority.is_in(["owner", "c_level", "vp"])),
        fit("heads_department", "Director or head of department", 9, seniority == "director"),
        fit("manages_team", "Manages a team", 6, seniority == "manager"),
        fit("in_target_department", "Works in a department that buys from us", 6, pl.col("is_target_department")),
        fit("company_51_to_1000", "51 to 1,000 people, our core market", 10, people.is_between(51, 1000)),
        fit("company_over_1000", "More than 1,000 people", 7, people > 1000),
        fit("company_11_to_50", "11 to 50 people", 5, people.is_between(11, 50)),
        fit("company_up_to_10", "10 people or fewer", -8, people <= 10),
        fit("in_target_industry", "In a target industry", 8, pl.col("is_target_industry")),
        fit("in_target_country", "In a country we sell to", 4, pl.col("is_target_country")),
        fit("has_work_email", "Work e-mail address", 4, pl.col("has_email") & pl.col("email_kind").ne_missing("free_mail")),
        fit("studies_or_interns", "Student or intern", -20, seniority == "student"),
        fading("engagement", "attended_webinar", "Attended a webinar, last on", "webinar_attended", 6, 12),
        fading("engagement", "registered_for_webinar", "Registered for a webinar, last on", "webinar_registered", 2, 4),
        fading(
            "engagement", "downloaded_content", "Downloaded a whitepaper or case study, last on", "content_downloaded", 4, 10
        ),
        fading("engagement", "met_at_event", "Met us at an event, last on", "event_attended", 8, 8),
        Criterion(
            "engagement",
            "subscribed_to_newsletter",
            flag(2, (subscribed > unsubscribed).fill_null(subscribed.is_not_null())),
            pl.lit("Subscribes to the newsletter"),
        ),
        fading("engagement", "filled_in_form", "Filled in another form, last on", "form_submitted", 3, 6),
        fading("engagement", "clicks_emails", "Clicks links in our e-mails, last on", "email_clicked", 2, 6),
        fading("engagement", "answers_us", "Answers our e-mails, calls or chat, last on", "answered", 6, 12),
        Criterion("engagement", "keeps_visiting", flag(5, active_30d >= 3), keeps),
        Criterion(
            "engagement",
            "getting_more_active",
            flag(3, (active_7d >= 2) & (3 * active_7d > before)),
            pl.format("More active than in the weeks before, last on {}", last_active),
        ),
        dated("engagement", "unsubscribed", "Unsubscribed on", "unsubscribed", -8, since(90, "unsubscribed")),
        dated(
            "engagement",
            "only_looks_for_a_job",
            "Reads only the careers pages, last on",
            "careers_page_viewed",
            -10,
            since(30, "careers_page_viewed") & ~since(30, *buyer),
        ),
        fading("intent", "asked_to_talk", "Asked for a demo, a quote or a call, last on", "hand_raised", 25, 25),
        fading("intent", "started_trial", "Started a trial, last on", "trial_started", 15, 15),
        fading("intent", "activated_trial", "Set the trial up, last on", "trial_activated", 12, 12),
        Criterion("intent", "uses_the_product", flag(8, used >= 3), uses),
        fading("intent", "downloaded_demo", "Downloaded the product demo, last on", "demo_downloaded", 12, 12),
        Criterion("intent", "reads_pricing", (5 * pricing.cast(pl.Int64)).clip(0, 15), read),
        dated(
            "intent",
            "compares_us",
            "Compared us with others, last on",
            "comparison_page_viewed",
            6,
            since(30, "comparison_page_viewed"),
        ),
        Criterion(
            "intent",
            "told_us_a_need",
            flag(8, pl.col("has_stated_need") | (pl.col("months_to_purchase") <= 3)),
            pl.lit("Told us a need or a purchase date"),
        ),
        Criterion(
            "intent",
            "has_items_in_cart",
            faded(12, in_cart, 18),
            on_day("Has items in the cart, last added on", "cart_item_added_last_at"),
        ),
        fading("intent", "keeps_wish_list", "Made a wish list, last on", "wishlist_item_added", 6, 12),
        Criterion("intent", "returns_to_product", flag(10, same >= 2), returns),
        fading("intent", "left_checkout", "Started checkout, did not finish, last on", "checkout_started", 20, 20),
    ]


def with_scores(facts: pl.LazyFrame, rules: list[Criterion]) -> pl.LazyFrame:
    """The points of each criterion, and for each dimension their sum before and after its limits."""
    pointed = facts.with_columns(rule.points.fill_null(0).cast(pl.Int32).alias(f"{rule.name}_points") for rule in rules)
    sums = {
        f"raw_{dimension}": pl.sum_horizontal(f"{rule.name}_points" for rule in rules if rule.dimension == dimension)
        for dimension in LIMITS
    }
    scores = {f"{dimension}_score": pl.col(f"raw_{dimension}").clip(0, most) for dimension, most in LIMITS.items()}
    return pointed.with_columns(**sums).with_columns(**scores)


def reasons(scored: pl.LazyFrame, rules: list[Criterion]) -> pl.LazyFrame:
    """One row per reason of a lead: what it meets, and where a limit cut its points."""

    def block(dimension: str, name: str, reason: pl.Expr, points: pl.Expr) -> pl.LazyFrame:
        columns = {"dimension": pl.lit(dimension), "criterion": pl.lit(name), "reason": reason, "points": points}
        return scored.filter(points != 0).select("lead_id", **columns)

    blocks = [block(rule.dimension, rule.name, rule.reason, pl.col(f"{rule.name}_points")) for rule in rules]
    for dimension, most in LIMITS.items():
        below, above = (pl.lit(f"Points for {dimension} {end}") for end in ("do not fall below 0", f"end at {most}"))
        raw = pl.col(f"raw_{dimension}")
        blocks.append(
            block(dimension, "limit", pl.when(raw < 0).then(below).otherwise(above), pl.col(f"{dimension}_score") - raw)
        )
    return pl.concat(blocks)
