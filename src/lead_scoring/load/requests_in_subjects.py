"""Subjects of tasks and calls that name what a lead asked for: `Demo request`, `Contact sales form`."""

import csv
from functools import cache
from pathlib import Path

from lead_scoring.contract import returned_by
from lead_scoring.load import quoted

REQUESTS = ("demo_requested", "quote_requested", "contact_sales_requested")
# What may stand beside such a name. Anything else, as in `Follow up on demo request`, is what a seller means to do.
BESIDE = (
    "form formular formulaire formulario modulo formulier formularz submitted submission sent new neue nouveau web website"
    " online inbound received"
).split()
SILENT = {"", *returned_by("filling_words", "forms.sql"), *BESIDE}
NO_LETTERS = "[^\\p{L}\\p{N}]+"


def telling(words: list[str]) -> str:
    return " ".join(word for word in words if word not in SILENT)


@cache
def requests() -> list[str]:
    """The names of forms that ask to be called, of the lookup form_words, without words that say nothing."""
    with Path("seeds/lookups/form_words.csv").open(newline="", encoding="utf-8") as file:
        listed = [row["value"].lower() for row in csv.DictReader(file) if row["activity_type"] in REQUESTS]
    return sorted({telling(name.split()) for name in listed})


def request(cell: str) -> str:
    """The SQL of a subject that is such a name and nothing more; else null."""
    words = f"regexp_split_to_array(lower(trim({cell})), '{NO_LETTERS}')"
    silent = ", ".join(map(quoted, sorted(SILENT)))
    said = f"array_to_string(list_filter({words}, lambda word: word not in ({silent})), ' ')"
    return f"case when {said} in ({', '.join(map(quoted, requests()))}) then {cell} end"
