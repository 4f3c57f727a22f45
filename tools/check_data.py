"""`make check-data`: read the raw tables, and say on one screen what is in them and what became of each row."""

import sys
import textwrap
from collections.abc import Iterator

import duckdb

from tools.build import build
from tools.contract import COLUMNS, REQUIRED
from tools.run_lock import only_run
from tools.warehouse import command, database, open_warehouse

# What has to be built to know, and no more.
NEEDED = ["load_reconciliation", "rejected_records", "unreadable_values", "unmapped_values"]
DATES = {
    "leads": "created_at",
    "activities": "occurred_at",
    "sales_outcomes": "occurred_at",
    "campaign_spend": "spend_date",
    "privacy_requests": "requested_at",
}
REMEDY = {
    "bad date": "write dates as 2026-03-01 or 2026-03-01T10:15:00+01:00",
    "unknown lead": "their lead_id is not in raw_leads, or was rejected there",
    "unknown outcome": "write attempted, connected, accepted, rejected, meeting_held, qualified, opportunity_created, won "
    "or lost",
    "unreadable line": "more values than columns, or no JSON",
    "missing id": "a required id is empty",
}
WIDTH = 110


def wrapped(label: str, text: str) -> str:
    indent = f"  {label:<11}"
    return textwrap.fill(
        text, WIDTH, initial_indent=indent, subsequent_indent=" " * 13, break_on_hyphens=False, break_long_words=False
    )


def shown(text: str, width: int) -> str:
    return textwrap.shorten(text, width, placeholder=" ...") or text[:width]


def share(part: int, whole: int) -> str:
    """A share in percent that says 0 % and 100 % only where it is none and all."""
    percent = 100 * part / whole
    return f"{percent:.0f} %" if part in (0, whole) or 1 <= percent <= 99 else "<1 %" if percent < 1 else ">99 %"


def columns_of(connection: duckdb.DuckDBPyConnection, table: str, rows: int) -> Iterator[str]:
    """How many rows have a value, column by column: the required ones, the others, and those that are always empty."""
    filled = ", ".join(f"count(nullif(trim(cast({name} as varchar)), ''))" for name in COLUMNS[table])
    counts = dict(zip(COLUMNS[table], connection.execute(f"select {filled} from raw_{table}").fetchone(), strict=True))
    described = connection.execute(f"describe raw_{table}").fetchall()
    types = {name: kind.lower() for name, kind, *_ in described}
    named = {
        name: f"{name} {share(count, rows)}" + (f" ({types[name]})" if types[name] != "varchar" else "")
        for name, count in counts.items()
    }
    yield wrapped("required", ", ".join(named[name] for name in REQUIRED[table]))
    others = [name for name in COLUMNS[table] if name not in REQUIRED[table]]
    if some := [named[name] for name in others if counts[name]]:
        yield wrapped("filled", ", ".join(some))
    if none := [name for name in others if not counts[name]]:
        yield wrapped("empty", ", ".join(none))


def rejects_of(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    """Rows turned away, reason by reason with one of them, and values that were read as empty."""
    rejected = connection.execute(
        """
        select reject_reason, count(*), min(row_text) from rejected_records
        where raw_table = ? group by reject_reason order by 2 desc, 1
        """,
        [f"raw_{table}"],
    )
    for reason, rows, example in rejected.fetchall():
        remedy = f" ({REMEDY[reason]})" if reason in REMEDY else ""
        filled = ", ".join(part for part in example.split(" | ") if not part.endswith("="))
        yield wrapped("rejected", f"{rows:,} {reason}{remedy}: {shown(filled, 100)}")
    unreadable = connection.execute(
        "select column_name, unreadable_rows, example from unreadable_values where raw_table = ? order by 2 desc, 1",
        [f"raw_{table}"],
    )
    if found := [f"{name} {rows:,} (such as '{shown(example, 40)}')" for name, rows, example in unreadable.fetchall()]:
        yield wrapped("unreadable", ", ".join(found) + "; the rows count all the same")


def dates_of(connection: duckdb.DuckDBPyConnection, table: str) -> Iterator[str]:
    if table in DATES:
        first, last = connection.execute(f"select min({DATES[table]}), max({DATES[table]}) from stg_{table}").fetchone()
        if first:
            yield wrapped("dates", f"{first:%Y-%m-%d} to {last:%Y-%m-%d}")


def tables(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    outcomes = ["used", "duplicate", "rejected", "not_yet", "older", "erased"]
    reconciled = connection.execute(f"select raw_table, rows_in, {', '.join(outcomes)} from load_reconciliation").fetchall()
    for table in COLUMNS:
        (counts,) = (row[1:] for row in reconciled if row[0] == f"raw_{table}")
        became = ", ".join(
            f"{count:,} {name.replace('_', ' ')}" for name, count in zip(outcomes, counts[1:], strict=True) if count
        )
        yield f"\nraw_{table}: {counts[0]:,} rows" + (f": {became}" if became else "")
        if counts[0]:
            yield from dates_of(connection, table)
            yield from columns_of(connection, table, counts[0])
            yield from rejects_of(connection, table)


def gaps(connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """What no lookup knows of the activity types, and how many leads did anything at all."""
    leads, active = connection.execute(
        "select count(*), count(*) filter (where lead_number in (select lead_number from stg_activities)) from stg_leads"
    ).fetchone()
    if leads:
        yield f"\n{share(active, leads)} of the {leads:,} leads have an activity."
    unknown = connection.execute(
        "select unmapped_value, row_count from unmapped_values where attribute = 'activity_type' order by 2 desc, 1"
    ).fetchall()
    if unknown:
        listed = ", ".join(f"{value} ({rows:,})" for value, rows in unknown[:12])
        more = f" and {len(unknown) - 12} more" if len(unknown) > 12 else ""
        yield textwrap.fill(
            f"Activity types that score nothing until seeds/lookups/activity_type_aliases.csv maps them: {listed}{more}.",
            WIDTH,
        )


def main() -> int:
    database()  # On another engine nothing is built first only to say that it cannot be read.
    with only_run():
        succeeded, _ = build(
            __doc__, "--resource-type", "model", "--resource-type", "seed", "--select", *(f"+{name}" for name in NEEDED)
        )
        if succeeded:
            with open_warehouse() as connection:
                print("\n".join([*tables(connection), *gaps(connection)]))
    return int(not succeeded)


if __name__ == "__main__":
    sys.exit(command(main))
