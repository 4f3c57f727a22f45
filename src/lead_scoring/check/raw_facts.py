"""What a built warehouse says of its raw tables: rows, values, dates, copies, and what points at no lead."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, field

import duckdb

from lead_scoring.contract import COLUMNS

OUTCOMES = ["used", "duplicate", "rejected", "not_yet", "older", "erased"]
# Where the moments of a table stand once they are read, of all rows.
DATES = {
    "leads": ("int_lead_records", "created_at"),
    "activities": ("stg_activity_records", "occurred_at"),
    "sales_outcomes": ("int_sales_outcome_records", "occurred_at"),
    "campaign_spend": ("stg_campaign_spend_records", "spent_at"),
    "privacy_requests": ("stg_privacy_request_records", "requested_at"),
    "lead_links": ("int_lead_link_records", "linked_at"),
}
IDS = {"leads": "lead_id", "activities": "activity_id", "content": "content_id"}
LEADS = "(select trim(lead_id) from raw_leads where lead_id is not null)"
# A record that was merged away may be known by its link alone.
LINKED = f"(select trim(lead_id) from raw_lead_links where lead_id is not null and trim(same_as) in {LEADS})"
# A link may name an e-mail address, or the hash of one.
ADDRESS = "same_as like '%@%' or regexp_full_match(trim(same_as), '[0-9a-fA-F]{32}|[0-9a-fA-F]{40}|[0-9a-fA-F]{64}')"
# A row may name its lead by an e-mail address.
NAMED = "(select trim(lead_id) from int_lead_id_crosswalk where is_address)"
UNKNOWN = "trim(lead_id) <> ''" + "".join(f" and trim(lead_id) not in {known}" for known in (LEADS, LINKED, NAMED))
ORPHANS = {
    "activities": ("lead_id", UNKNOWN),
    "sales_outcomes": ("lead_id", UNKNOWN),
    "lead_links": ("same_as", f"trim(same_as) <> '' and trim(same_as) not in {LEADS} and not ({ADDRESS})"),
}
EXAMPLES = 5


@dataclass
class Found:
    """Some rows, and a few values that stand for them."""

    rows: int = 0
    examples: list[str] = field(default_factory=list)


@dataclass
class Dates:
    """The first and the last moment, and how many cannot be meant: a clock at its beginning, or one ahead of ours."""

    first: datetime.datetime
    last: datetime.datetime
    in_1970: int
    in_the_future: int


@dataclass
class RawTable:
    """A raw table, its name without raw_. Without rows, nothing but the name and the outcomes is asked for."""

    name: str
    rows: int
    outcomes: dict[str, int]
    filled: dict[str, int] = field(default_factory=dict)
    types: dict[str, str] = field(default_factory=dict)
    dates: Dates | None = None
    orphans: Found = field(default_factory=Found)
    repeated_ids: Found = field(default_factory=Found)
    # Ids that stand for two activities: of other leads, or of other types.
    shared_ids: Found = field(default_factory=Found)
    equal_rows: int = 0
    # Reason, rows, one row as text.
    rejects: list[tuple[str, int, str]] = field(default_factory=list)
    # Column, rows, one value.
    unreadable: list[tuple[str, int, str]] = field(default_factory=list)


Connection = duckdb.DuckDBPyConnection


def found(connection: Connection, value: str, relation: str, condition: str) -> Found:
    """The rows on which a condition holds, and the values that most of them have."""
    listed = connection.execute(
        f"select cast({value} as varchar), count(*), sum(count(*)) over () from {relation} where {condition}"
        f" group by 1 order by 2 desc, 1 limit {EXAMPLES}"
    ).fetchall()
    return Found(int(listed[0][2]), [example for example, *_ in listed]) if listed else Found()


def repeated(connection: Connection, table: str, having: str) -> Found:
    """Ids of which the rows together fulfil a condition."""
    column = IDS[table]
    ids = f"(select trim({column}) as id from raw_{table} where trim({column}) <> '' group by 1 having {having}) as ids"
    return found(connection, "id", ids, "true")


def dates_of(connection: Connection, table: str) -> Dates | None:
    if table not in DATES:
        return None
    model, column = DATES[table]
    now = datetime.datetime.now(datetime.UTC).replace(tzinfo=None)
    first, *others = connection.execute(
        f"select min({column}), max({column}), count(*) filter (where year({column}) = 1970),"
        f" count(*) filter (where {column} > ?) from {model} where isfinite({column})",
        [now],
    ).fetchone()
    return Dates(first, *others) if first else None


def equal_rows(connection: Connection, table: str) -> int:
    """Rows that are equal in all columns to another."""
    columns = ", ".join(COLUMNS[table])
    return connection.execute(f"select count(*) - count(distinct hash({columns})) from raw_{table}").fetchone()[0]


def filled(connection: Connection, table: str) -> dict[str, int]:
    counts = ", ".join(f"count(nullif(trim(cast({name} as varchar)), ''))" for name in COLUMNS[table])
    return dict(zip(COLUMNS[table], connection.execute(f"select {counts} from raw_{table}").fetchone(), strict=True))


def raw_tables(connection: Connection) -> Iterator[RawTable]:
    """Every table of the raw contract."""
    outcomes = {
        raw_table: dict(zip(OUTCOMES, counts, strict=True))
        for raw_table, *counts in connection.execute(
            f"select raw_table, {', '.join(OUTCOMES)} from load_reconciliation"
        ).fetchall()
    }
    for name in COLUMNS:
        rows = connection.execute(f"select count(*) from raw_{name}").fetchone()[0]
        table = RawTable(name, rows, outcomes.get(f"raw_{name}", {}))
        if rows:
            described = connection.execute(f"describe raw_{name}").fetchall()
            table.types = {column: kind.lower() for column, kind, *_ in described}
            table.filled = filled(connection, name)
            table.dates = dates_of(connection, name)
            table.equal_rows = equal_rows(connection, name)
            if name in IDS:
                table.repeated_ids = repeated(connection, name, "count(*) > 1")
            if name == "activities":
                differs = "count(distinct lead_id) > 1 or count(distinct activity_type) > 1"
                table.shared_ids = repeated(connection, name, differs)
            if name in ORPHANS:
                table.orphans = found(connection, ORPHANS[name][0], f"raw_{name}", ORPHANS[name][1])
            table.rejects = connection.execute(
                "select reject_reason, count(*), min(row_text) from rejected_records where raw_table = ?"
                " group by reject_reason order by 2 desc, 1",
                [f"raw_{name}"],
            ).fetchall()
            table.unreadable = connection.execute(
                "select column_name, unreadable_rows, example from unreadable_values where raw_table = ? order by 2 desc, 1",
                [f"raw_{name}"],
            ).fetchall()
        yield table


def activity_types(connection: Connection) -> list[tuple[str, str | None, int]]:
    """Each activity type as it is written, the type that the lookups know it as, and its rows; the most frequent first."""
    return connection.execute(
        """
        select
            coalesce(lower(raw_activity_type), concat('(no type: ', coalesce(activity_type, 'nothing known'), ')')),
            activity_type,
            count(*)
        from stg_activity_records
        group by 1, 2 order by 3 desc, 1
        """
    ).fetchall()


def active_leads(connection: Connection) -> tuple[int, int]:
    """How many leads there are, and how many of them did anything at all."""
    return connection.execute(
        """
        select count(*), count(*) filter (where lead_number in (select lead_number from int_activities_deduped))
        from int_leads
        """
    ).fetchone()
