"""Clicks and page views that programs made. What is not on the full minute; moments are whole seconds."""

import polars as pl

MAIL = ["lead_key", "content_hash"]
WITH_CONTENT = pl.col("content_hash").is_not_null()
IN_SECONDS = pl.col("second") % 60 != 0


def clicked_by_programs(timed: pl.DataFrame, delivery: int, opening: int, click: int) -> pl.DataFrame:
    """Three links of a mail in less than two seconds, ten seconds from delivery, or a minute and unopened by an opener."""
    delivered, opens, all_clicks = (
        timed.filter(pl.col("type_key") == key).select("id_hash", *MAIL, "second").sort("second")
        for key in (delivery, opening, click)
    )
    delivered, opened, clicks = (mails.filter(WITH_CONTENT) for mails in (delivered, opens, all_clicks))
    clicks = clicks.sort(*MAIL, "second")
    third = (
        pl.all_horizontal(pl.col(name) == pl.col(name).shift(-2) for name in MAIL)
        & (pl.col("second").shift(-2) - pl.col("second") <= 1)
    ).fill_null(False)
    bursts = clicks.with_columns(begins=third).filter(
        pl.col("begins") | pl.col("begins").shift(1, fill_value=False) | pl.col("begins").shift(2, fill_value=False)
    )
    early = clicks.sort("second")
    for name, others, strategy in (
        ("delivered", delivered, "backward"),
        ("delivered_next", delivered, "forward"),
        ("opened", opened, "backward"),
    ):
        of_clicked = others.join(clicks, on=MAIL, how="semi").select(*MAIL, "second", pl.col("second").alias(name))
        early = early.join_asof(
            of_clicked.sort("second"),
            on="second",
            by=MAIL,
            strategy=strategy,
            check_sortedness=False,
            allow_exact_matches=name != "opened",
        )
    on_delivery = (pl.col("second") - pl.col("delivered") <= 10) | (pl.col("delivered_next") - pl.col("second") <= 10)
    unopened = (pl.col("second") - pl.col("delivered") <= 60) & (
        pl.col("opened").is_null() | (pl.col("opened") < pl.col("delivered"))
    )
    early = early.with_columns(on_delivery=on_delivery.fill_null(False)).filter(pl.col("on_delivery") | unopened)
    # An open counts though nobody knows of which mail.
    openers = (
        opens.join(early, on="lead_key", how="semi")
        .join(all_clicks, on=[*MAIL, "second"], how="anti", nulls_equal=True)
        .group_by("lead_key")
        .agg(first_opened=pl.col("second").min(), last_opened=pl.col("second").max())
    )
    early = early.join(openers, on="lead_key", how="left").filter(
        pl.col("on_delivery") | (pl.col("first_opened") < pl.col("second")) | (pl.col("last_opened") > pl.col("second") + 60)
    )
    return pl.concat([part.filter(IN_SECONDS).select("id_hash") for part in (bursts, early)]).unique()


def viewed_by_programs(timed: pl.DataFrame, views: list[int]) -> pl.DataFrame:
    """Twelve different pages or more within thirty seconds."""
    viewed = timed.filter(pl.col("type_key").is_in(views), IN_SECONDS, WITH_CONTENT).select("id_hash", *MAIL, "second")
    hasty = viewed.group_by("lead_key", pl.col("second") // 31).len().filter(pl.col("len") >= 6)
    new = (pl.col("second") - pl.col("second").shift().over(MAIL) > 30).fill_null(True)
    found = viewed.join(hasty, on="lead_key", how="semi").sort("lead_key", "second").with_columns(is_new=new)
    ahead = found.rolling("second", period="31i", offset="0i", closed="left", group_by="lead_key").agg(
        pages=pl.col("is_new").sum()
    )
    ahead = ahead.unique().sort("lead_key", "second")
    runs = ahead.rolling("second", period="31i", group_by="lead_key").agg(pages=pl.col("pages").max())
    return found.join(runs.filter(pl.col("pages") >= 12), on=["lead_key", "second"], how="semi").select("id_hash")
