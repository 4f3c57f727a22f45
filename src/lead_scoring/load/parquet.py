"""Parquet files, read by DuckDB."""

import glob
from collections import defaultdict
from collections.abc import Sequence
from pathlib import Path

import duckdb

from lead_scoring.load import LoadError, quoted
from lead_scoring.load.columns import Column, with_steps
from lead_scoring.load.combined import combined, say_combined
from lead_scoring.load.deleted import OBJECTIONS
from lead_scoring.load.formats import Formats
from lead_scoring.load.made import made
from lead_scoring.load.names import Source, contract_columns
from lead_scoring.load.several import each_lead
from lead_scoring.load.tables import RawTable

Columns = tuple[tuple[str, str], ...]


def scan(paths: list[Path]) -> str:
    """DuckDB's words for these files, which have the same columns. Text without the mark of text is text all the same."""
    listed = ", ".join(quoted(glob.escape(str(path))) for path in paths)
    return f"read_parquet([{listed}], binary_as_string = true)"


def columns_of(connection: duckdb.DuckDBPyConnection, path: Path, label: str) -> Columns:
    """Names and types of a file's columns. Raises LoadError."""
    try:
        described = connection.execute(f"describe select * from {scan([path])}").fetchall()
    except duckdb.Error as error:
        reason = str(error).splitlines()[0].removesuffix(".")
        raise LoadError(f"{label} cannot be read as Parquet; write it again ({reason}).") from None
    return tuple((name, kind) for name, kind, *_ in described)


def expression(name: str, kind: str, is_text: bool) -> str:
    """A column as it is landed. A moment with a zone becomes UTC here, where no session's zone can get between."""
    column = '"' + name.replace('"', '""') + '"'
    if kind == "TIMESTAMP WITH TIME ZONE":
        column = f"({column} at time zone 'UTC')"
    if not is_text:
        return column
    is_nested = kind.endswith("]") or kind.startswith(("STRUCT", "MAP"))
    if kind.startswith("DECIMAL"):
        return f"regexp_replace(cast({column} as varchar), '[.]0+$', '')"
    return f"cast({f'to_json({column})' if is_nested else column} as varchar)"


def landed(name: str, sources: Sequence[Source], columns: Columns, is_text: bool) -> str:
    """A column of the contract as it is landed: what people allow from all that speak of it, all else from the first."""
    cells = [expression(*columns[source.place], is_text=True) for source in sources]
    return combined(name, sources, cells) or expression(*columns[sources[0].place], is_text)


def select(
    connection: duckdb.DuckDBPyConnection,
    columns: Columns,
    paths: list[Path],
    table: RawTable,
    label: str,
    formats: Formats,
    is_text: bool,
) -> str:
    """The rows of files that have the same columns, under the names of the contract; text is read as that of other files."""
    names = [name for name, _ in columns]
    found = contract_columns(names, table, label, formats.questions)
    if not found:
        return f'select null as "{table.required[0]}" where false'
    formats.note_unread(names, found, table, label)
    say_combined(found, label)
    # Moments may be whole numbers too: milliseconds since 1970.
    texts = [
        Column(f"{table.short_name}.{name}", first.heading, expression(*columns[first.place], is_text=True))
        for name, (first, *_) in found.items()
        if columns[first.place][1] in (("VARCHAR", "BIGINT") if name in table.moments else ("VARCHAR",))
    ]
    cells = [expression(*column, is_text=True) for column in columns]
    by_name = dict(zip(names, cells, strict=True))
    said = {name: landed(name, found[name], columns, is_text=True) for name in OBJECTIONS if name in found}
    rows, _ = formats.deleted.without(connection, scan(paths), by_name, said, table, label)
    rows = each_lead(connection, rows, columns, table, label)
    readings = formats.readings(connection, rows, texts, table, label)
    values = {name: landed(name, sources, columns, is_text) for name, sources in found.items()}
    values |= made(table, found, cells, label)
    values |= {name: reading.value for name, reading in readings.items()}
    if table.empty_is_said:
        values = {name: f"coalesce({value}, '')" for name, value in values.items()}
    listed = ", ".join(f'{value} as "{name}"' for name, value in values.items())
    return f"select {listed} from {with_steps(rows, readings.values())}"


def select_in_place(
    connection: duckdb.DuckDBPyConnection, folder: Path, paths: list[Path], table: RawTable, formats: Formats
) -> str:
    """All rows of a table's files, with their types; a column that a file lacks is null. Raises LoadError."""
    alike: dict[Columns, list[Path]] = defaultdict(list)
    for path in paths:
        alike[columns_of(connection, folder / path, str(path))].append(path)
    return " union all by name ".join(
        select(connection, columns, [folder / path for path in group], table, str(group[0]), formats, is_text=False)
        for columns, group in alike.items()
    )
