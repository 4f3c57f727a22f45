"""From activities and sales outcomes to facts: one row per lead."""

from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from benchmarks.polars_rival.activities import KINDS
from benchmarks.polars_rival.text import clean, lookup, values, word

OUTCOMES = "attempted connected accepted rejected meeting_held qualified opportunity_created won lost".split()
# What criteria count with a weight that fades, and what they or the rules know the latest time of.
WEIGHED = """webinar_registered webinar_attended content_downloaded event_attended form_submitted email_clicked answered
demo_downloaded hand_raised trial_started trial_activated cart_item_added cart_item_removed wishlist_item_added
checkout_started""".split()
DATED = """pricing_page_viewed comparison_page_viewed careers_page_viewed product_viewed product_used newsletter_subscribed
unsubscribed spam_reported email_bounced email_delivered order_placed""".split()


def read_outcomes(folder: Path, as_of: datetime, leads: pl.DataFrame) -> pl.DataFrame:
    """One row per lead of which sales recorded an outcome."""
    reason, outcome = pl.col("reason"), pl.col("outcome")
    known_reason = pl.when(reason.is_in(values("recycle_periods"))).then(reason)
    periods = lookup("recycle_periods").select(
        period="value",
        days=pl.col("days").cast(pl.Int32),
        hand_raise_ends=pl.col("ended_by_hand_raise").fill_null("yes") == "yes",
    )
    rows = (
        pl.scan_parquet(folder / "raw_sales_outcomes.parquet")
        .filter(pl.col("occurred_at") < as_of)
        .select("occurred_at", lead_id=clean("lead_id"), outcome=word("outcome"), reason=word("reason"))
        .filter(outcome.is_in(OUTCOMES))
        .join(leads.lazy().select("lead_id", "lead_key"), on="lead_id")
        .with_columns(known_reason.alias("reason"))
        .with_columns(period=pl.when(outcome == "lost").then(pl.lit("lost")).otherwise(reason.fill_null("other")))
        .join(periods.lazy(), on="period", how="left")
        # Of two refusals of one moment, a lost opportunity comes last; else the one whose reason comes first by name.
        .sort("occurred_at", outcome == "lost", reason, descending=[False, False, True], nulls_last=False)
    )

    def last(names: list[str], column: str = "occurred_at") -> pl.Expr:
        return pl.col(column).filter(outcome.is_in(names)).last()

    refusals = ["rejected", "lost"]
    return (
        rows.group_by("lead_key", maintain_order=True)
        .agg(
            accepted_at=last(["accepted"]),
            rejected_at=last(["rejected"]),
            met_at=last(["meeting_held"]),
            confirmed_at=last(["qualified"]),
            opportunity_at=last(["opportunity_created"]),
            won_at=last(["won"]),
            answered_at=last(OUTCOMES[1:]),
            refused_at=last(refusals),
            refused_days=last(refusals, "days"),
            hand_raise_ends=last(refusals, "hand_raise_ends"),
        )
        .collect()
    )


def lead_kinds(counted: pl.DataFrame, types: pl.DataFrame, as_of: datetime) -> pl.DataFrame:
    """Kinds side by side, one row per lead: the latest, and what has not faded of all of them, in millionths."""
    age = int((as_of - datetime(1970, 1, 1)).total_seconds()) - pl.col("occurred_at").dt.epoch("s")
    fading = types.filter(pl.col("kind").is_in(WEIGHED))
    half_life = pl.col("type_key").replace_strict(
        fading["type_key"], fading["half_life_days"], default=None, return_dtype=pl.Int32
    )
    left = (1e6 * pl.lit(0.5).pow(age / (86400.0 * half_life)) + 0.5).floor().cast(pl.Int64)
    long = (
        counted.lazy()
        .group_by("lead_key", "type_key")
        .agg(pl.col("occurred_at").max(), left.sum().alias("millionths"))
        .collect(engine="streaming")
    )
    wide = long.select(pl.col("lead_key").unique())
    for kind in [*WEIGHED, *DATED]:
        keys = types.filter(pl.col("kind") == kind)["type_key"].implode()
        of_kind = long.filter(pl.col("type_key").is_in(keys))
        if kind in KINDS.values():
            of_kind = of_kind.group_by("lead_key").agg(pl.col("occurred_at").max(), pl.col("millionths").sum())
        columns = [pl.col("occurred_at").alias(f"{kind}_last_at")]
        if kind in WEIGHED:
            columns.append(pl.col("millionths").alias(f"{kind}_millionths"))
        wide = wide.join(of_kind.select("lead_key", *columns), on="lead_key", how="left")
    active, intent = (types.filter(of)["type_key"].implode() for of in (pl.col("is_active"), pl.col("signal") == "intent"))
    for name, keys in (("last_activity_at", active), ("last_intent_at", intent)):
        latest = (
            long.filter(pl.col("type_key").is_in(keys)).group_by("lead_key").agg(pl.col("occurred_at").max().alias(name))
        )
        wide = wide.join(latest, on="lead_key", how="left")
    return wide


def lead_days(counted: pl.DataFrame, keys: dict[str, int], as_of: datetime) -> pl.DataFrame:
    """One row per lead that did something in the last 30 days: on how many days."""

    def since(days: int) -> pl.Expr:
        return pl.col("occurred_at") >= as_of - timedelta(days=days)

    def days(*conditions: pl.Expr) -> pl.Expr:
        return pl.col("day").filter(*conditions).n_unique()

    recent = counted.lazy().filter(since(30), pl.col("is_active")).with_columns(day=pl.col("occurred_at").dt.date())
    return (
        recent.group_by("lead_key")
        .agg(
            active_days_7d=days(since(7)),
            active_days_21d_before=days(since(28), ~since(7)),
            active_days_30d=days(pl.lit(True)),
            pricing_days_30d=days(pl.col("type_key") == keys["pricing_page_viewed"]),
            product_used_days_14d=days(pl.col("type_key") == keys["product_used"], since(14)),
        )
        .collect(engine="streaming")
    )


def product_returns(counted: pl.DataFrame, keys: dict[str, int], as_of: datetime) -> pl.DataFrame:
    """One row per lead that viewed a product in the last 14 days: on how many days the same one, at most."""
    viewed = counted.lazy().filter(
        pl.col("occurred_at") >= as_of - timedelta(days=14),
        pl.col("type_key") == keys["product_viewed"],
        pl.col("content_hash").is_not_null(),
    )
    on_days = viewed.group_by("lead_key", "content_hash").agg(days=pl.col("occurred_at").dt.date().n_unique())
    return on_days.group_by("lead_key").agg(same_product_days=pl.col("days").max()).collect(engine="streaming")
