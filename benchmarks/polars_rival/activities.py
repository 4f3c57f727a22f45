"""From raw activities to one row per activity that counts. Narrow: ids and contents are hashes, leads and types numbers."""

from datetime import datetime, timedelta
from pathlib import Path

import polars as pl

from benchmarks.polars_rival.programs import clicked_by_programs, viewed_by_programs
from benchmarks.polars_rival.text import bare, clean, lookup, says_nothing, word

MAILS = "email_delivered", "email_opened", "email_clicked"
# What criteria add up is one kind.
KINDS = {name: "answered" for name in ("email_replied", "call_connected", "chat_started", "meeting_booked")} | {
    name: "hand_raised" for name in ("demo_requested", "quote_requested", "contact_sales_requested")
}


def activity_types() -> pl.DataFrame:
    """One row per activity type, with a small number for it."""
    types = lookup("activity_types").select(
        activity_type="value", signal="signal", half_life_days=pl.col("half_life_days").cast(pl.Int32)
    )
    return types.with_row_index("type_key").with_columns(
        pl.col("type_key").cast(pl.UInt8),
        kind=pl.col("activity_type").replace(KINDS),
        is_active=pl.col("signal").is_in(["engagement", "intent"]),
    )


class Activities:
    """The raw files, read as of one moment for the leads known by then."""

    def __init__(self, folder: Path, as_of: datetime, leads: pl.DataFrame) -> None:
        self.as_of = as_of
        self.types = activity_types()
        self.raw = pl.scan_parquet(folder / "raw_activities" / "*.parquet")
        self.leads = leads.lazy().select("lead_key", "lead_hash")
        names = dict(lookup("activity_type_aliases").select("value", "activity_type").iter_rows())
        self.keys = dict(self.types.select("activity_type", "type_key").iter_rows())
        spelled = self.raw.select(pl.col("activity_type").unique()).with_columns(word=word("activity_type"))
        self.spellings = (
            spelled.with_columns(
                type_key=pl.col("word").replace(names).replace_strict(self.keys, default=None, return_dtype=pl.UInt8)
            )
            .select("activity_type", "type_key")
            .collect(engine="streaming")
        )
        agents = self.raw.select(pl.col("user_agent").unique()).collect(engine="streaming").drop_nulls()
        patterns = [pattern.strip("%") for pattern in lookup("automated_agents")["value"]]
        self.bots = agents.filter(clean("user_agent").str.to_lowercase().str.contains_any(patterns))["user_agent"]

    def known(self) -> pl.LazyFrame:
        """Activities of known leads inside the look-back, copies among them."""
        spellings = self.spellings
        activity_id, content_id = bare("activity_id"), bare("content_id")
        return (
            self.raw.filter(
                pl.col("occurred_at").is_between(self.as_of - timedelta(days=365), self.as_of, closed="left"),
                ~says_nothing(activity_id),
            )
            .with_columns(
                id_hash=activity_id.hash(),
                lead_hash=bare("lead_id").hash(),
                type_key=pl.col("activity_type").replace_strict(
                    spellings["activity_type"], spellings["type_key"], default=None, return_dtype=pl.UInt8
                ),
                content_hash=pl.when(~says_nothing(content_id)).then(content_id.hash()),
                is_bot=pl.col("user_agent").is_in(self.bots.implode()).fill_null(False),
            )
            .join(self.leads, on="lead_hash")
        )

    def once(self) -> pl.DataFrame:
        """Activities of known types, each once: of a repeated id, the earliest counts."""
        columns = ["id_hash", "lead_key", "type_key", "occurred_at", "content_hash", "is_bot"]
        known = self.known().select(columns).collect(engine="streaming")
        repeated = (
            known.lazy().group_by("id_hash").len().filter(pl.col("len") > 1).select("id_hash").collect(engine="streaming")
        )
        copies = known.join(repeated, on="id_hash", how="semi")
        # Copies of one moment that differ are told apart by all of their text; there are next to none.
        ties = copies.unique().group_by("id_hash", "occurred_at").len().filter(pl.col("len") > 1)
        texts = ["activity_type", "campaign_id", "content_id", "session_id", "user_agent"]
        numbers = [pl.col(name).cast(pl.String).fill_null("") for name in ("duration_seconds", "amount")]
        told = (
            self.known()
            .join(ties.lazy(), on=["id_hash", "occurred_at"], how="semi")
            .with_columns(
                pl.concat_str([clean(name).fill_null("") for name in texts] + numbers, separator=", ").alias("text")
            )
            .select(*columns, "text")
            .collect(engine="streaming")
        )
        others = copies.join(ties, on=["id_hash", "occurred_at"], how="anti").with_columns(text=pl.lit(""))
        first = pl.concat([others, told]).sort("occurred_at", "text").unique("id_hash", keep="first", maintain_order=True)
        once = pl.concat([known.join(repeated, on="id_hash", how="anti"), first.select(columns)])
        return once.filter(pl.col("type_key").is_not_null())

    def counted(self, outcomes: pl.DataFrame) -> pl.DataFrame:
        """Activities that count: of a program or from before sales said no, one is neither engagement nor intent."""
        once = self.once()
        timed = once.with_columns(second=pl.col("occurred_at").dt.epoch("s"))
        views = [key for name, key in self.keys.items() if name.endswith("viewed")]
        automated = [clicked_by_programs(timed, *(self.keys[name] for name in MAILS)), viewed_by_programs(timed, views)]
        active = self.types.filter("is_active")["type_key"]
        rejected = outcomes.filter(pl.col("rejected_at").is_not_null()).select("lead_key", "rejected_at")
        return (
            once.lazy()
            .filter(pl.col("type_key") != self.keys["email_opened"])
            .join(pl.concat(automated).lazy(), on="id_hash", how="anti")
            .join(rejected.lazy(), on="lead_key", how="left")
            .with_columns(is_active=pl.col("type_key").is_in(active.implode()))
            .filter(
                ~pl.col("is_active")
                | (~pl.col("is_bot") & (pl.col("rejected_at").is_null() | (pl.col("occurred_at") > pl.col("rejected_at"))))
            )
            .select("lead_key", "type_key", "occurred_at", "content_hash", "is_active")
            .collect(engine="streaming")
        )
