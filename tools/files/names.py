"""What the columns of files are called, in the words of the raw contract."""

import csv
import re
from collections.abc import Sequence
from functools import cache
from pathlib import Path

from tools.files import LoadError
from tools.files.tables import RawTable

ALIASES = Path(__file__).parents[1] / "column_names.csv"


def snake_case(name: str) -> str:
    """`clientId`, `Client ID` and `client-id` are one column, client_id."""
    parted = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name.strip())
    return re.sub(r"[^a-z0-9]+", "_", parted.lower()).strip("_")


@cache
def aliases() -> dict[tuple[str, str], str]:
    """(raw table, name in snake_case) to the column of the contract."""
    with ALIASES.open(encoding="utf-8", newline="") as file:
        return {(row["raw_table"], snake_case(row["value"])): row["column_name"] for row in csv.DictReader(file)}


def contract_columns(names: Sequence[str], table: RawTable, label: str) -> dict[str, int]:
    """Column of the contract to its position in a file with these names; other columns are left out. Raises LoadError.

    A column that has the contract's own name wins over one that is called so by column_names.csv only.
    """
    own = [snake_case(name) for name in names]
    places: dict[str, int] = {}
    for place, name in enumerate(own):
        alias = aliases().get((table.name, name), name)
        column = name if alias in own else alias
        if column not in table.columns:
            continue
        if column in places:
            raise LoadError(
                f"{label}, line 1: the columns '{names[places[column]]}' and '{names[place]}' are both {column}; "
                f"rename one, or change tools/{ALIASES.name}."
            )
        places[column] = place
    has = f"; it has: {', '.join(names)}" if names else "; it has no columns (JSON is read one object to a line)"
    for column in table.required:
        if column not in places:
            hint = f" If one of them is meant, add the line {table.name},<its name>,{column}, to tools/{ALIASES.name}."
            raise LoadError(f"{label}: the required column {column} of {table.name} is missing{has}.{hint if names else ''}")
    if table.one_of and not places.keys() & set(table.one_of):
        raise LoadError(f"{label}: {table.name} must have one of the columns {' and '.join(table.one_of)}{has}.")
    return places
