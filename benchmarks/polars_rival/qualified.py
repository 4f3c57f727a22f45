"""The list: one row per lead in stage mql, sal or sql that somebody can name."""

from datetime import datetime, timedelta

import polars as pl

OURS = ["competitor", "partner", "own_company"]


def qualified(scored: pl.LazyFrame, outcomes: pl.DataFrame, as_of: datetime) -> pl.LazyFrame:
    now = scored.filter(~pl.col("is_anonymous")).join(outcomes.lazy(), on="lead_key", how="left")
    fit, engagement, intent = (pl.col(f"{dimension}_score") for dimension in ("fit", "engagement", "intent"))
    interest = engagement + intent
    knows_company = pl.col("employee_count").is_not_null() | pl.col("knows_industry") | (pl.col("raw_fit") < 0)
    letter = (
        pl.when(fit >= 30)
        .then(pl.lit("A"))
        .when(fit >= 20)
        .then(pl.lit("B"))
        .when(fit >= 10)
        .then(pl.lit("C"))
        .when(knows_company)
        .then(pl.lit("D"))
        .otherwise(pl.lit("U"))
    )
    digit = (
        pl.when(interest >= 30)
        .then(pl.lit("1"))
        .when(interest >= 20)
        .then(pl.lit("2"))
        .when(interest >= 10)
        .then(pl.lit("3"))
    ).otherwise(pl.lit("4"))
    raised, refused = pl.col("hand_raised_last_at"), pl.col("refused_at")

    def after_refusal(column: str) -> pl.Expr:
        return (pl.col(column) > refused).fill_null(pl.col(column).is_not_null())

    unanswered = (pl.col("answered_at") < raised).fill_null(pl.col("answered_at").is_null())
    has_raised_hand = (raised >= as_of - timedelta(days=30)).fill_null(False) & unanswered
    spam_at = pl.max_horizontal(
        "spam_reported_last_at", pl.when(pl.col("email_status") == "spam_reported").then(pl.col("version_at"))
    )
    bounced = pl.col("email_bounced_last_at")
    is_bounced = (pl.col("email_status") == "bounced").fill_null(False) | (
        bounced >= pl.col("email_delivered_last_at").fill_null(bounced)
    ).fill_null(False)
    is_recent = (pl.col("last_activity_at") >= as_of - timedelta(days=21)).fill_null(False)
    # In the order of their names.
    rules = {
        "fair_fit_strong_intent": fit.is_between(10, 19) & (intent >= 15) & (interest >= 20) & is_recent,
        "hand_raised": has_raised_hand & (pl.col("letter") != "D"),
        "ideal_buyer_keeps_engaging": (fit >= 30) & (engagement >= 18) & is_recent,
        "right_fit_and_intent": (fit >= 20) & (intent >= 10) & is_recent,
        "unknown_fit_strong_intent": (pl.col("letter") == "U") & (intent >= 20) & is_recent,
    }
    judged = now.with_columns(letter=letter, digit=digit).with_columns(
        qualified_by=pl.concat_str(
            [pl.when(condition).then(pl.lit(rule)) for rule, condition in rules.items()], separator=", ", ignore_nulls=True
        ).replace("", None),
        is_disqualified=pl.any_horizontal(
            pl.col("company_kind").is_in(OURS).fill_null(False),
            pl.col("email_kind").is_in([*OURS, "disposable"]).fill_null(False),
            "is_test_address",
            "is_made_up",
            "is_excluded_country",
            ~pl.col("has_phone") & is_bounced,
            spam_at.is_not_null() & (raised <= spam_at).fill_null(True),
        ),
    )
    cools_down = (
        refused.is_not_null()
        & (pl.lit(as_of) < refused + pl.duration(days=pl.col("refused_days"))).fill_null(True)
        & ~(pl.col("hand_raise_ends").fill_null(True) & (raised > refused).fill_null(False))
    )
    is_past = pl.col("won_at").is_not_null() | pl.col("order_placed_last_at").is_not_null() | after_refusal("opportunity_at")
    is_accepted = after_refusal("accepted_at")
    is_confirmed = after_refusal("confirmed_at") | (is_accepted & after_refusal("met_at"))
    wants = pl.col("qualified_by").is_not_null() & (pl.col("last_intent_at") > refused).fill_null(refused.is_null())
    stage = (
        pl.when(is_past)
        .then(None)
        .when(is_confirmed)
        .then(pl.lit("sql"))
        .when(is_accepted)
        .then(pl.lit("sal"))
        .when(pl.col("is_disqualified") | cools_down)
        .then(None)
        .when(wants)
        .then(pl.lit("mql"))
    )
    return (
        judged.with_columns(stage=stage)
        .filter(pl.col("stage").is_not_null())
        .select(
            "lead_id",
            "stage",
            "qualified_by",
            "fit_score",
            "engagement_score",
            "intent_score",
            lead_score=fit + interest,
            grade=pl.col("letter") + pl.col("digit"),
        )
    )
