"""Which raw tables files can fill, and which file belongs to which of them."""

import re
from dataclasses import dataclass
from pathlib import Path

from tools.contract import COLUMNS, MOMENTS, NUMBERS, REQUIRED, REQUIRED_TABLES
from tools.files import LoadError

TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".ndjson", ".jsonl", ".json")
SUFFIXES = (*TEXT_SUFFIXES, *(f"{suffix}.gz" for suffix in TEXT_SUFFIXES), ".parquet")


@dataclass(frozen=True)
class RawTable:
    """A raw table that files can fill. Each file must have the columns `required` and one of `one_of`, if there are any."""

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    # Columns whose text is read as moments, and as numbers.
    moments: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    must_exist: bool = True
    # Parquet may be read where it lies, with its types; the reader of the table must then be able to do without text.
    may_stay_in_place: bool = False
    # An empty cell says that there is nothing; only a column that a file lacks, in all of its rows, is null.
    empty_is_said: bool = False

    @property
    def short_name(self) -> str:
        """As files and settings call it."""
        return self.name.removeprefix("raw_")


CONNECTORS = {
    "tables": tuple(
        RawTable(
            name=f"raw_{table}",
            columns=tuple(columns),
            required=tuple(REQUIRED[table]),
            one_of=("lead_id", "email") if table == "privacy_requests" else (),
            moments=tuple(column for column in columns if column in MOMENTS),
            numbers=tuple(column for column in columns if column in NUMBERS),
            must_exist=table in REQUIRED_TABLES,
            may_stay_in_place=True,
        )
        for table, columns in COLUMNS.items()
    ),
    "web_events": (
        RawTable(
            name="web_events",
            columns=("client_id", "page_url", "referrer", "timestamp", "event_name", "event_data", "user_agent"),
            required=("client_id", "page_url", "timestamp", "event_name"),
            moments=("timestamp",),
            empty_is_said=True,
        ),
    ),
}


def suffix_of(path: Path) -> str | None:
    """The known suffix of a data file, with .gz if it has that; None for any other file."""
    return next((suffix for suffix in SUFFIXES if path.name.lower().endswith(suffix)), None)


# What systems call their exports of a table, as a word of the file's name.
EXPORTED_AS = {
    "raw_leads": {"contacts", "contact", "people", "persons"},
    "raw_sales_outcomes": {"deals", "opportunities", "opportunity"},
}


def named_table(name: str, tables: tuple[RawTable, ...]) -> RawTable | None:
    """The table that a file's or a folder's name begins with: `Sales outcomes 2026.csv` is raw_sales_outcomes.

    Else the one that a system calls so: `hubspot-crm-exports-all-contacts.csv` is raw_leads.
    """
    words = re.sub(r"[\s_.-]+", "_", name.lower()).removeprefix("raw_") + "_"
    begun = [table for table in tables if words.startswith(f"{table.short_name}_")]
    called = [table for table in tables if EXPORTED_AS.get(table.name, set()) & set(words.split("_"))]
    return next(iter(begun), called[0] if len(called) == 1 else None)


def table_of(path: Path, tables: tuple[RawTable, ...]) -> RawTable:
    """The table of a file, whose path is relative to the folder that is loaded. Raises LoadError."""
    if len(tables) == 1:
        return tables[0]
    found = {table.name: table for part in path.parts if (table := named_table(part, tables))}
    if len(found) == 1:
        return next(iter(found.values()))
    names = ", ".join(table.short_name for table in tables)
    what = f"names two tables, {' and '.join(found)}" if found else "names no table"
    raise LoadError(f"{path} {what}; begin its name, or its folder's, with the one it belongs to: {names}.")


def files_of(folder: Path, tables: tuple[RawTable, ...]) -> dict[RawTable, list[Path]]:
    """The data files of each table, relative to the folder, in the order of their names. Raises LoadError."""
    files: dict[RawTable, list[Path]] = {table: [] for table in tables}
    for path in sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file()):
        if any(part.startswith(".") for part in path.parts):
            continue
        if suffix_of(path) is None:
            print(
                f"  passed over {path}: it does not end in {', '.join(TEXT_SUFFIXES)} (also with .gz) or .parquet",
                flush=True,
            )
        else:
            files[table_of(path, tables)].append(path)
    for table, paths in files.items():
        if table.must_exist and not paths:
            example = f"{table.short_name}.csv"
            raise LoadError(f"{folder} holds no file for {table.name}, which is required; put one there, such as {example}.")
    return files
