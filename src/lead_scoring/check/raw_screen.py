"""The raw tables on one screen: what is in each, what became of it, what stands out, and a verdict."""

import re
import textwrap
from collections.abc import Container, Iterable, Iterator

from lead_scoring.check.raw_facts import Connection, Found, RawTable, active_leads, activity_types, raw_tables
from lead_scoring.contract import COLUMNS, REQUIRED

REMEDY = {
    "bad date": "write dates as 2026-03-01 or 2026-03-01T10:15:00+01:00",
    "unknown lead": "their lead_id is not in raw_leads, or was rejected there",
    "address of several leads": "their lead_id is an address that several leads have; write the lead's own id",
    "name of no lead": "no lead has the name; export the lead's id or e-mail address beside it",
    "name of several leads": "several leads have the name; export the lead's id or e-mail address beside it",
    "unknown outcome": "write attempted, connected, accepted, rejected, meeting_held, qualified, opportunity_created, won "
    "or lost",
    "unreadable line": "more values than columns, or no JSON",
    "missing id": "a required id is empty",
    "damaged id": "a spreadsheet or a program damaged the id (1.11015E+11, #REF!); export it with that column as text",
    "unreadable address": "no address can be read in its e-mail",
    "unknown request": "add the words to seeds/lookups/privacy_request_words.csv",
}
ORPHANS = {
    "activities": "whose lead is not in raw_leads",
    "sales_outcomes": "whose lead is not in raw_leads",
    "lead_links": "whose same_as is neither a lead of raw_leads nor an e-mail address",
}
# Columns whose values tell who somebody is, and what does so wherever it was typed.
PERSONAL = ("email", "first_name", "last_name", "phone", "stated_need", "same_as")
ADDRESS = re.compile(r"\S+@\S+")
COUNTS = {"leads": "the newest updated_at counts", "activities": "the earliest occurred_at counts", "content": "one counts"}
WIDTH = 110
LISTED = 12


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


def such_as(found: Found) -> str:
    examples = ["an e-mail address" if "@" in example else shown(example, 40) for example in found.examples]
    return "such as " + ", ".join(dict.fromkeys(examples))


def listed(types: list[tuple[str, int]]) -> str:
    more = f" and {len(types) - LISTED} more" if len(types) > LISTED else ""
    return ", ".join(f"{value} ({rows:,})" for value, rows in types[:LISTED]) + more


def columns(table: RawTable) -> Iterator[str]:
    """How many rows have a value, column by column: the required ones, the others, and those that are always empty."""
    named = {
        name: f"{name} {share(count, table.rows)}" + (f" ({table.types[name]})" if table.types[name] != "varchar" else "")
        for name, count in table.filled.items()
    }
    yield wrapped("required", ", ".join(named[name] for name in REQUIRED[table.name]))
    others = [name for name in COLUMNS[table.name] if name not in REQUIRED[table.name]]
    if some := [named[name] for name in others if table.filled[name]]:
        yield wrapped("filled", ", ".join(some))
    if none := [name for name in others if not table.filled[name]]:
        yield wrapped("empty", ", ".join(none))


def dates(table: RawTable) -> Iterator[str]:
    if table.dates:
        odd = [(table.dates.in_1970, "in 1970"), (table.dates.in_the_future, "in the future")]
        told = "".join(f"; {rows:,} {when}" for rows, when in odd if rows)
        yield wrapped("dates", f"{table.dates.first:%Y-%m-%d} to {table.dates.last:%Y-%m-%d}{told}")


def odd_rows(table: RawTable) -> Iterator[str]:
    """Rows that point at nobody, and rows that are there twice."""
    if table.orphans.rows:
        of_all = share(table.orphans.rows, table.rows)
        yield wrapped("orphans", f"{table.orphans.rows:,} ({of_all}) {ORPHANS[table.name]}, {such_as(table.orphans)}")
    if table.repeated_ids.rows:
        told = f"more than once: {table.repeated_ids.rows:,}, {such_as(table.repeated_ids)}"
        yield wrapped("ids", f"{told}; {COUNTS[table.name]}")
    if table.shared_ids.rows:
        told = f"of several leads or types: {table.shared_ids.rows:,}, {such_as(table.shared_ids)}"
        yield wrapped("ids", f"{told}; only one activity of each counts")
    if table.equal_rows:
        yield wrapped("copies", f"{table.equal_rows:,} equal in all columns to another row")


def told_of(row: str, columns: Container[str]) -> str:
    """What is filled in a row that was turned away, without what tells who it is about: a screen is read over shoulders."""
    told, column = [], ""
    for part in row.split(" | "):
        name, marked, value = part.partition("=")
        if not marked or name not in columns:
            # A line that could not be taken apart, or a bar within the value before.
            told += [] if column else ["…"]
        elif value:
            told.append(f"{name}={'…' if name in PERSONAL else ADDRESS.sub('…', value)}")
        column = name
    return ", ".join(told)


def rejects(table: RawTable) -> Iterator[str]:
    """Rows turned away, reason by reason with one of them, and values that were read as empty."""
    for reason, rows, example in table.rejects:
        remedy = f" ({REMEDY[reason]})" if reason in REMEDY else ""
        yield wrapped("rejected", f"{rows:,} {reason}{remedy}: {shown(told_of(example, table.types), 100)}")
    if told := [f"{name} {rows:,} (such as '{shown(example, 40)}')" for name, rows, example in table.unreadable]:
        yield wrapped("unreadable", ", ".join(told) + "; the rows count all the same")


def lines_of(table: RawTable) -> Iterator[str]:
    became = ", ".join(f"{count:,} {name.replace('_', ' ')}" for name, count in table.outcomes.items() if count)
    yield f"\nraw_{table.name}: {table.rows:,} rows" + (f": {became}" if became else "")
    yield from (*columns(table), *dates(table), *odd_rows(table), *rejects(table))


def what_stops(tables: dict[str, RawTable]) -> Iterator[str]:
    """Why these tables cannot be scored at all."""
    leads, activities = tables["leads"], tables["activities"]
    for table in (leads, activities):
        rejected = sum(rows for _, rows, _ in table.rejects)
        if table.rows and rejected == table.rows:
            yield f"every row of raw_{table.name} is rejected ({', '.join(reason for reason, *_ in table.rejects)})"
    if not leads.rows:
        yield "raw_leads is empty"


def what_to_look_at(tables: dict[str, RawTable], unmapped: list[tuple[str, int]]) -> Iterator[str]:
    """What can be scored all the same, and is hardly meant so."""
    rejected = {
        name: sum(rows for reason, rows, _ in table.rejects if reason != "unknown lead") for name, table in tables.items()
    }
    counts = {
        "orphans": {name: table.orphans.rows for name, table in tables.items()},
        "rejected rows": rejected,
        "ids of several leads or types": {name: table.shared_ids.rows for name, table in tables.items()},
        "dates in 1970": {name: table.dates.in_1970 for name, table in tables.items() if table.dates},
        "dates in the future": {name: table.dates.in_the_future for name, table in tables.items() if table.dates},
    }
    if not tables["activities"].rows:
        yield "raw_activities is empty: engagement is 0 for all leads, and intent too, unless a lead states a need"
    if tables["leads"].rows and not tables["leads"].filled["email"]:
        yield "no lead has an e-mail address"
    if tables["activities"].outcomes["older"] and not tables["activities"].outcomes["used"]:
        yield "no activity counts, since all are older than lookback_days"
    for what, by_table in counts.items():
        if where := ", ".join(f"raw_{name} ({rows:,})" for name, rows in by_table.items() if rows):
            yield f"{what} in {where}"
    if unmapped:
        yield f"activity types that score nothing ({', '.join(value for value, _ in unmapped[:3])})"


def screen(connection: Connection, more_to_look_at: Iterable[str] = ()) -> tuple[str, bool]:
    """The whole screen, and whether these tables can be scored."""
    tables = {table.name: table for table in raw_tables(connection)}
    types = activity_types(connection)
    unmapped = [(value, rows) for value, known_as, rows in types if known_as is None]
    lines = ["\nShares are those of rows with a value; a column without a type is text."]
    lines += [line for table in tables.values() if table.rows for line in lines_of(table)]
    if empty := [f"raw_{table.name}" for table in tables.values() if not table.rows]:
        lines.append("\n" + textwrap.fill(f"Without rows: {', '.join(empty)}.", WIDTH))
    leads, active = active_leads(connection)
    if leads:
        lines.append(f"\n{share(active, leads)} of the {leads:,} leads have an activity.")
    if mapped := [(value, rows) for value, known_as, rows in types if known_as]:
        lines.append(textwrap.fill(f"Activity types that are known: {listed(mapped)}.", WIDTH))
    if unmapped:
        where = "Activity types that score nothing until seeds/lookups/activity_type_aliases.csv maps them"
        lines.append(textwrap.fill(f"{where}: {listed(unmapped)}.", WIDTH))
    stops = list(what_stops(tables))
    look_at = [*what_to_look_at(tables, unmapped), *more_to_look_at]
    verdict = f"This cannot be scored: {'; '.join(stops)}." if stops else "Nothing stops it."
    if look_at:
        verdict += f" Look at: {'; '.join(look_at)}."
    elif not stops:
        verdict += " Nothing stands out."
    lines.append("\n" + textwrap.fill(verdict, WIDTH, break_on_hyphens=False))
    return "\n".join(lines), not stops
