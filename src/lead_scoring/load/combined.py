"""Of several columns of a file that give one of the contract: which of them counts, or what all of them say together."""

import re
from collections.abc import Sequence

import duckdb

from lead_scoring.contract import PLACEHOLDER_MARKS, PLACEHOLDERS
from lead_scoring.load.consent import consent, do_not_call
from lead_scoring.load.deals import outcome
from lead_scoring.load.names import CONVERTED, FLAGS, Source
from lead_scoring.load.requests_in_subjects import request

# Columns that are made of all that give them.
COMBINED = ("marketing_consent", "do_not_call", "email", "phone", "country", "lead_id", "outcome")
# What staging takes for nothing.
NOTHING = "|".join(map(re.escape, PLACEHOLDERS))
AROUND = f"[{re.escape(''.join(PLACEHOLDER_MARKS))}\\s]*"


def addresses(cells: Sequence[str]) -> str:
    """The SQL of all addresses of a row: each tells who it is, and the first is the one to write to."""
    listed = f"[{', '.join(f'trim({cell})' for cell in cells)}]"
    lower = f"list_transform({listed}, lambda address: lower(address))"
    once = f"lambda address, place: address <> '' and list_position({lower}, lower(address)) = place"
    return f"nullif(array_to_string(list_filter({listed}, {once}), '; '), '')"


def first_said(cells: Sequence[str]) -> str:
    """The SQL of the first cell of a row that says something."""
    listed = ", ".join(
        f"case when not regexp_full_match(lower({cell}), '{AROUND}({NOTHING})?{AROUND}') then {cell} end" for cell in cells
    )
    return f"coalesce({listed}, {cells[0]})"


def word_of_name(cell: str, sense: str) -> str:
    """The SQL of the first word of a full name, or of the others; `Okafor, Ada` begins with the others."""
    name = f"regexp_replace(trim({cell}), '^([^,]+),\\s*([^,]+)$', '\\2 \\1')"
    return f"regexp_extract({name}, '^(\\S+)\\s*(.*)$', {1 if sense == 'first_word' else 2})"


def combined(name: str, sources: Sequence[Source], cells: Sequence[str]) -> str | None:
    """The SQL of a column of the contract out of all that give it; None where the first of them is taken as it is."""
    if name == "marketing_consent":
        return consent(sources, cells)
    if name == "do_not_call" and (len(cells) > 1 or sources[0].sense):
        return do_not_call(sources, cells)
    if name == "outcome" and any(source.sense in FLAGS for source in sources):
        return outcome(sources, cells)
    if name == "email_status" and sources[0].sense == "when_filled":
        return f"case when trim({cells[0]}) <> '' then 'bounced' end"
    if sources[0].sense == "request":
        return request(cells[0])
    if sources[0].sense in ("first_word", "other_words"):
        return f"nullif({word_of_name(cells[0], sources[0].sense)}, '')"
    reading = {"email": addresses, "phone": first_said, "country": first_said, "lead_id": first_said}.get(name)
    return reading(cells) if reading and len(cells) > 1 else None


def first_with_values(
    connection: duckdb.DuckDBPyConnection, rows: str, found: dict[str, tuple[Source, ...]], label: str
) -> dict[str, tuple[Source, ...]]:
    """Of several columns that mean one, the first that has any value, unless all count; says so."""
    chosen = dict(found)
    for name, sources in found.items():
        if len(sources) > 1 and name not in COMBINED:
            counts = ", ".join(f"count(nullif(trim(\"cell_{source.place}\"), ''))" for source in sources)
            filled = connection.execute(f"select {counts} from {rows}").fetchone()
            first = next((source for source, count in zip(sources, filled, strict=True) if count), sources[0])
            chosen[name] = (first,)
            others = "', '".join(source.heading for source in sources if source is not first)
            print(
                f"  {label}: {name} is read from '{first.heading}' (column {first.place + 1}), not from '{others}'",
                flush=True,
            )
    return chosen


def say_combined(found: dict[str, tuple[Source, ...]], label: str) -> None:
    for name, how in (
        ("email", "holds the addresses of all of"),
        ("phone", "is in each row the first of"),
        ("country", "is in each row the first of"),
        ("lead_id", "is in each row the first of"),
    ):
        if len(found.get(name, ())) > 1:
            listed = "', '".join(source.heading for source in found[name])
            print(f"  {label}: {name} {how} '{listed}'", flush=True)
    if "form_name" in found and (subject := found["form_name"][0]).sense == "request":
        print(
            f"  {label}: '{subject.heading}' counts where it is a request, such as 'Demo request', and nothing more",
            flush=True,
        )
    if "amount" in found and (amount := found["amount"][0]).sense == CONVERTED:
        told = f"in the currency of '{found['currency'][0].heading}'" if "currency" in found else "and counts as at home"
        print(f"  {label}: amount is read from '{amount.heading}', {told}", flush=True)
