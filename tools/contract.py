"""The raw contract, read from macros/contract.sql and macros/sources.sql, where it stands."""

import ast
import re
from pathlib import Path

MACROS = Path(__file__).parents[1] / "macros"


def listed_in(macro: str) -> dict[str, list[str]]:
    """The dictionary that a macro of the contract writes down: raw tables, without raw_, to their columns."""
    found = re.search(rf"macro {macro}\(.*?set tables = (\{{.*?\}}) -%", (MACROS / "contract.sql").read_text(), re.DOTALL)
    return {table.removeprefix("raw_"): columns for table, columns in ast.literal_eval(found[1]).items()}


def required_tables() -> list[str]:
    """The raw tables, without raw_, without which nothing can be scored."""
    found = re.search(r"macro required_tables\(\).*?return\((\[.*?\])\)", (MACROS / "sources.sql").read_text(), re.DOTALL)
    return [table.removeprefix("raw_") for table in ast.literal_eval(found[1])]


def columns_of(kind: str) -> list[str]:
    """The columns of the raw contract that hold moments, or numbers."""
    found = re.search(rf"macro {kind}_columns\(\).*?return\((\[.*?\])\)", (MACROS / "contract.sql").read_text(), re.DOTALL)
    return ast.literal_eval(found[1])


def connectors() -> dict[str, list[str]]:
    """The raw tables of each connector, as macros/contract.sql lists them now."""
    contract = Path("macros/contract.sql").read_text()
    return ast.literal_eval(re.search(r"macro tables_by_connector\(\).*?return\((\{.*?\})\)", contract, re.DOTALL)[1])


COLUMNS = listed_in("raw_columns")
REQUIRED = listed_in("required_columns")
REQUIRED_TABLES = required_tables()
MOMENTS = columns_of("moment")
NUMBERS = columns_of("number")
