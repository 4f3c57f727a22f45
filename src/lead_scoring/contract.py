"""The raw contract, and the words that say nothing in it, read from the macros, where they stand."""

import ast
import re
from pathlib import Path

from lead_scoring.project import PROJECT

MACROS = PROJECT / "macros"


def text_of(file: str) -> str:
    """The macros of a file, those that engines have in their own way among them."""
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted(MACROS.glob(f"*/{file}")))


def listed_in(macro: str) -> dict[str, list[str]]:
    """The dictionary that a macro of the contract writes down: raw tables, without raw_, to their columns."""
    found = re.search(rf"macro {macro}\(.*?set tables = (\{{.*?\}}) -%", text_of("contract.sql"), re.DOTALL)
    return {table.removeprefix("raw_"): columns for table, columns in ast.literal_eval(found[1]).items()}


def returned_by(macro: str, file: str) -> list[str]:
    """The list that a macro returns."""
    found = re.search(rf"macro {macro}\(\).*?return\((\[.*?\])\) \}}\}}", text_of(file), re.DOTALL)
    return ast.literal_eval(found[1])


def connectors() -> dict[str, list[str]]:
    """The raw tables of each connector, as macros/contract/contract.sql lists them now."""
    contract = Path("macros/contract/contract.sql").read_text()
    return ast.literal_eval(re.search(r"macro tables_by_connector\(\).*?return\((\{.*?\})\)", contract, re.DOTALL)[1])


COLUMNS = listed_in("raw_columns")
REQUIRED = listed_in("required_columns")
# Without which nothing can be scored.
REQUIRED_TABLES = [table.removeprefix("raw_") for table in returned_by("required_tables", "sources.sql")]
MOMENTS = returned_by("moment_columns", "contract.sql")
NUMBERS = returned_by("number_columns", "contract.sql")
# Words that say nothing, and the marks that may stand around one, or alone.
PLACEHOLDERS = returned_by("placeholders", "text.sql")
PLACEHOLDER_MARKS = returned_by("placeholder_marks", "text.sql")
