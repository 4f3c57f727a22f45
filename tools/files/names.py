"""What the columns of files are called, in the words of the raw contract."""

import csv
import difflib
import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from tools.files.made import may_lack
from tools.files.tables import RawTable

ALIASES = Path(__file__).parents[1] / "column_names.csv"
# What column_names.csv gives for a heading that is known and that nothing reads.
IGNORED = "ignored"
# Headings that speak of what people allow us, in the languages of the lookups; compared without spaces and accents.
SPEAKS_OF_CONSENT = re.compile(
    r"consent|optin|optout|optedin|optedout|unsubscri|subscriptionstatus|gdpr|dsgvo|rgpd|permission"
    r"|donot(contact|e?mail|call|phone|market|text|bulk|allow|send)|dontcall|nocall|noemail|nomarketing"
    r"|einwilligung|widerspruch|abgemeldet|abmeld|sperre|nichtanrufen|nichtkontakt|keinewerbung"
    r"|consentement|desabonn|desinscri|nepas|consentimiento|darsedebaja|nocontactar|nollamar|noenviar"
    r"|consenso|disiscri|noncontattare|nonchiamare|toestemming|afgemeld|uitgeschreven|nietbellen|nietmailen"
    r"|consentimento|descadastr|naoligar|naocontatar|zgoda|wypis"
)


@dataclass(frozen=True)
class Source:
    """A column of a file that gives a column of the contract.

    is_inverted where a yes in it is an objection, is_stopgap where it counts only if no other gives that column; the id of a
    lead also row by row.
    """

    place: int
    heading: str
    is_inverted: bool = False
    is_stopgap: bool = False


def bare(name: str) -> str:
    """A name by which headings are compared: `Client ID`, `clientId` and `client-id` are one, clientid."""
    plain = unicodedata.normalize("NFKD", name.lower())
    return re.sub(r"[^a-z0-9*]+", "", plain)


@cache
def aliases() -> dict[tuple[str, str], tuple[str, str]]:
    """(raw table, bare heading) to the column of the contract, and in which sense: inverted, stopgap or plain."""
    with ALIASES.open(encoding="utf-8", newline="") as file:
        return {(row["raw_table"], bare(row["value"])): (row["column_name"], row["sense"]) for row in csv.DictReader(file)}


@cache
def beginnings(table: str) -> list[str]:
    """The bare beginnings of headings that column_names.csv writes with a * behind."""
    return [name.removesuffix("*") for raw_table, name in aliases() if raw_table == table and name.endswith("*")]


def meant_by(heading: str, table: RawTable) -> tuple[str, str]:
    """The column of the contract that a heading means, IGNORED, or '' where nobody knows; and in which sense."""
    name = bare(heading)
    if found := aliases().get((table.name, name)):
        return found
    own = next((column for column in table.columns if bare(column) == name), None)
    if own:
        return own, ""
    for begun in beginnings(table.name):
        if name.startswith(begun):
            return aliases()[table.name, f"{begun}*"]
    return "", ""


def without_stopgaps(sources: tuple[Source, ...]) -> tuple[Source, ...]:
    """Those that count for every row: stopgaps where there are no others."""
    return tuple(source for source in sources if not source.is_stopgap) or sources


def complaints(names: Sequence[str], found: dict[str, tuple[Source, ...]], table: RawTable) -> Iterator[str]:
    """What is wrong with the headings of a file, each in words that stand behind its name."""
    line = f"add the line {table.name},<heading>,<column>,, to tools/{ALIASES.name}"
    for column in table.required:
        if column not in found and column not in may_lack(table, found):
            has = f"it has: {', '.join(names)}" if names else "it has no columns (JSON is read one object to a line)"
            near = difflib.get_close_matches(bare(column), [bare(name) for name in names], 1, 0.6)
            guess = next((f" Is it '{name}'?" for name in names if [bare(name)] == near), "")
            hint = (
                f"{guess} If one of them is meant, add the line {table.name},<its name>,{column},, to tools/{ALIASES.name}."
            )
            yield f": the required column {column} of {table.name} is missing; {has}.{hint if names else ''}"
        elif len(sources := without_stopgaps(found.get(column, ()))) > 1:
            both = "' and '".join(source.heading for source in sources)
            yield f", line 1: the columns '{both}' are both {column}; rename one, or change tools/{ALIASES.name}."
    if table.one_of and not found.keys() & set(table.one_of):
        yield f": {table.name} must have one of the columns {' and '.join(table.one_of)}; it has: {', '.join(names)}."
    for name in names:
        if table.name == "raw_leads" and not meant_by(name, table)[0] and SPEAKS_OF_CONSENT.search(bare(name)):
            yield (
                f", line 1: the column '{name}' speaks of what people allow, and nothing reads it; {line}, with"
                f" marketing_consent or do_not_call for the column (and inverted behind it where a yes is an objection), or"
                f" {IGNORED} where it says nothing."
            )


def contract_columns(
    names: Sequence[str], table: RawTable, label: str, questions: list[str]
) -> dict[str, tuple[Source, ...]]:
    """Column of the contract to where it stands in a file with these names; other columns are left out.

    A heading that is the contract's own name comes before one that is called so by column_names.csv only, and stands alone
    for what a row must have. What is wrong is added to `questions`.
    """
    found: dict[str, tuple[Source, ...]] = {}
    for place, heading in enumerate(names):
        column, sense = meant_by(heading, table)
        if column in table.columns:
            source = Source(place, heading, sense == "inverted", sense == "stopgap")
            found[column] = (*found.get(column, ()), source)
    for column, sources in found.items():
        own = tuple(source for source in sources if bare(source.heading) == bare(column))
        others = without_stopgaps(tuple(source for source in sources if source not in own))
        # A column `id` beside `lead_id` is not the lead's, though alone it would be.
        found[column] = own if own and column in table.required else own + others
        if column == "lead_id" and not found[column][0].is_stopgap:
            # Rows without an id may name their lead by an address.
            found[column] = without_stopgaps(found[column]) + tuple(source for source in sources if source.is_stopgap)
    questions += [f"{label}{complaint}" for complaint in complaints(names, found, table)]
    return found
