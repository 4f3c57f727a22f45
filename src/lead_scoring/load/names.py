"""What the columns of files are called, in the words of the raw contract."""

import csv
import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lead_scoring.load.kinds import kind_of
from lead_scoring.load.made import may_lack
from lead_scoring.load.objections import speaks_of_consent, speaks_of_other_ways
from lead_scoring.load.tables import RawTable
from lead_scoring.project import PROJECT

ALIASES = Path(__file__).parent / "column_names.csv"
# How messages name it.
ALIASES_NAME = ALIASES.relative_to(PROJECT)
# What column_names.csv gives for a heading that is known and that nothing reads.
IGNORED = "ignored"
# What it gives for a mark that a row is deleted.
DELETED = "deleted"
# Tables whose rows are of persons, with several addresses and countries each.
OF_PERSONS = ("raw_leads", "raw_privacy_requests")
# Tables each row of which may name its lead in another column: a lead's id, a contact's, an address.
OF_LEADS = ("raw_activities", "raw_sales_outcomes")
# Senses of headings that count only where no other gives their column, and of those that come after others.
STOPGAPS = ("stopgap", "first_word", "other_words")
LATER = (*STOPGAPS, "further")
# Senses of headings that say of a deal that it is won, lost, or closed in either way: they go before its stage.
FLAGS = ("if_won", "if_lost", "if_closed")
# Of columns that hold the full name of a lead: ids and addresses go before, and of these the first in column_names.csv.
NAME = "name"
# An amount that a system has converted itself, and the currency that stands beside it.
CONVERTED = "converted"
Meanings = tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Source:
    """A column of a file that gives a column of the contract.

    `sense` is inverted where a yes in it says the opposite, such as an objection under consent; when_filled where anything
    but a no is an objection, as the day on which somebody unsubscribed; stopgap where it counts only if no other gives that
    column, first_word and other_words where a part of it does; further where it comes after those of column_names.csv;
    if_won, if_lost and if_closed where a yes says so of a deal; converted where a system has made one currency of the
    amounts of several; name where it holds full names; request where only the names of requests count, as of a subject.
    """

    place: int
    heading: str
    sense: str = ""


def bare(name: str) -> str:
    """A name by which headings are compared: `Client ID`, `clientId` and `client-id` are one, clientid."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return re.sub(r"[^a-z0-9*]+", "", plain)


@cache
def aliases() -> dict[tuple[str, str], Meanings]:
    """(raw table, bare heading) to the columns of the contract, each with the sense of `Source`."""
    found: dict[tuple[str, str], Meanings] = {}
    with ALIASES.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            key = row["raw_table"], bare(row["value"])
            # `create_date` and `createdate` are one heading.
            found[key] = tuple(dict.fromkeys((*found.get(key, ()), (row["column_name"], row["sense"]))))
    return found


@cache
def beginnings(table: str) -> list[str]:
    """The bare beginnings of headings that column_names.csv writes with a * behind."""
    return [name.removesuffix("*") for raw_table, name in aliases() if raw_table == table and name.endswith("*")]


def meant_by(heading: str, table: RawTable) -> Meanings:
    """The columns of the contract that a heading means, or IGNORED, each with its sense; none where nobody knows."""
    name = bare(heading)
    if found := aliases().get((table.name, name)):
        return found
    own = next((column for column in table.columns if bare(column) == name), None)
    if own:
        return ((own, ""),)
    begun = next((begun for begun in beginnings(table.name) if name.startswith(begun)), None)
    if begun:
        return aliases()[table.name, f"{begun}*"]
    kind = kind_of(heading) if table.name in OF_PERSONS else ""
    return ((kind, "further"),) if kind in table.columns else ()


def names_leads_row_by_row(column: str, sources: Sequence[Source], table: RawTable) -> bool:
    """Whether each row may name its lead in another of these columns."""
    return column == "lead_id" and table.name in OF_LEADS and sum(source.sense in STOPGAPS for source in sources) < 2


def complaints(names: Sequence[str], found: dict[str, tuple[Source, ...]], table: RawTable) -> Iterator[str]:
    """What is wrong with the headings of a file, each in words that stand behind its name."""
    line = f"add the line {table.name},<heading>,<column>,, to {ALIASES_NAME}"
    for column in table.required:
        if column not in found and column not in may_lack(table, found):
            has = f"it has: {', '.join(names)}" if names else "it has no columns (JSON is read one object to a line)"
            near = difflib.get_close_matches(bare(column), [bare(name) for name in names], 1, 0.6)
            guess = next((f" Is it '{name}'?" for name in names if [bare(name)] == near), "")
            hint = f"{guess} If one of them is meant, add the line {table.name},<its name>,{column},, to {ALIASES_NAME}."
            yield f": the required column {column} of {table.name} is missing; {has}.{hint if names else ''}"
            continue
        same = [source for source in found.get(column, ()) if source.sense not in FLAGS]
        if len(same) > 1 and not names_leads_row_by_row(column, found[column], table):
            both = "' and '".join(source.heading for source in same)
            yield f", line 1: the columns '{both}' are both {column}; rename one, or change {ALIASES_NAME}."
    if table.one_of and not found.keys() & set(table.one_of):
        yield f": {table.name} must have one of the columns {' and '.join(table.one_of)}; it has: {', '.join(names)}."
    for name in names:
        is_told = meant_by(name, table) or speaks_of_other_ways(name)
        if table.name == "raw_leads" and not is_told and speaks_of_consent(name):
            yield (
                f", line 1: the column '{name}' speaks of what people allow, and nothing reads it; {line}, with"
                f" marketing_consent for the column (and inverted behind it where a yes is an objection), do_not_call (and"
                f" inverted where a yes allows calls), or {IGNORED} where it says nothing."
            )


def with_one_currency(found: dict[str, tuple[Source, ...]]) -> dict[str, tuple[Source, ...]]:
    """The columns of a file, an amount only with the currency that belongs to it.

    Converted amounts come first, unless only the others say in which currency they are.
    """
    if all(source.sense != CONVERTED for source in (*found.get("amount", ()), *found.get("currency", ()))):
        return found

    def of(column: str, is_converted: bool) -> tuple[Source, ...]:
        return tuple(source for source in found.get(column, ()) if (source.sense == CONVERTED) == is_converted)

    is_said = bool(of("currency", True)) or not (of("amount", False) and of("currency", False))
    is_converted = bool(of("amount", True)) and is_said
    paired = found | {column: of(column, is_converted) for column in ("amount", "currency")}
    return {column: sources for column, sources in paired.items() if sources}


def contract_columns(
    names: Sequence[str], table: RawTable, label: str, questions: list[str]
) -> dict[str, tuple[Source, ...]]:
    """Column of the contract to its place in a file with these names; other columns are left out.

    A heading that is the contract's own name comes before one that is called so by column_names.csv only, and stands alone
    for what a row must have. What is wrong is added to `questions`.
    """
    found: dict[str, tuple[Source, ...]] = {}
    for place, heading in enumerate(names):
        for column, sense in meant_by(heading, table):
            if column in table.columns:
                found[column] = (*found.get(column, ()), Source(place, heading, sense))
    found = with_one_currency(found)
    for column, sources in found.items():
        own = tuple(source for source in sources if bare(source.heading) == bare(column))
        others = sorted((source for source in sources if source not in own), key=lambda source: source.sense in LATER)
        if column == "lead_id" and table.name in OF_LEADS:
            # Of two stopgaps, as `Email` and `Lead email`, one may name a seller.
            ids = own + tuple(source for source in others if source.sense not in (*STOPGAPS, NAME))
            stopgaps = tuple(source for source in others if source.sense in STOPGAPS)
            order = list(aliases())
            names_of_people = [source for source in others if source.sense == NAME]
            names_of_people.sort(key=lambda source: order.index((table.name, bare(source.heading))))
            found[column] = (ids + stopgaps if len(stopgaps) == 1 else ids or stopgaps) + tuple(names_of_people)
            continue
        flags = tuple(source for source in others if source.sense in FLAGS)
        others = [source for source in others if source not in flags]
        others = [source for source in others if source.sense not in STOPGAPS] or others
        # A column `id` beside `lead_id` is not the lead's, though alone it would be.
        found[column] = (own if own and column in table.required else own + tuple(others)) + flags
    questions += [f"{label}{complaint}" for complaint in complaints(names, found, table)]
    return found
