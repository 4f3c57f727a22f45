"""The raw contract, read from macros/contract.sql, where it stands."""

import ast
import re
from pathlib import Path

CONTRACT = Path(__file__).parents[1] / "macros" / "contract.sql"


def listed_in(macro: str) -> dict[str, list[str]]:
    """The dictionary that a macro of the contract writes down: raw tables, without raw_, to their columns."""
    found = re.search(rf"macro {macro}\(.*?set tables = (\{{.*?\}}) -%", CONTRACT.read_text(), re.DOTALL)
    return {table.removeprefix("raw_"): columns for table, columns in ast.literal_eval(found[1]).items()}


COLUMNS = listed_in("raw_columns")
REQUIRED = listed_in("required_columns")
