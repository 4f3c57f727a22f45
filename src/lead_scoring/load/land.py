"""Insert the rows of one file into a raw table."""

import tempfile
import zlib
from collections.abc import Sequence
from pathlib import Path
from typing import TextIO

import duckdb

from lead_scoring.load import LoadError, parquet, requests
from lead_scoring.load.columns import Column, Reading, with_steps
from lead_scoring.load.combined import combined, first_with_values, say_combined
from lead_scoring.load.csv_rows import CsvRows
from lead_scoring.load.deleted import OBJECTIONS
from lead_scoring.load.formats import Formats
from lead_scoring.load.json_rows import JsonRows
from lead_scoring.load.made import made
from lead_scoring.load.names import Source, contract_columns, meant_by
from lead_scoring.load.numbers import as_written
from lead_scoring.load.several import EachLead, say_parted
from lead_scoring.load.tables import RawTable, suffix_of
from lead_scoring.load.text import encoding_of, open_text
from lead_scoring.load.tidy import LONGEST_LINE, tidy_rows, write_tidy


def cell(source: Source) -> str:
    return f'"cell_{source.place}"'


def landed_cell(name: str, sources: Sequence[Source], table: RawTable) -> str:
    """A cell as it lands. Spreadsheets and data frames write the id 7 as 7.0 where a column has gaps: it is one lead."""
    first = combined(name, sources, [cell(source) for source in sources]) or cell(sources[0])
    if name in table.numbers:
        return as_written(first)
    return f"regexp_replace({first}, '^([0-9]+)[.]0$', '\\1')" if name in ("lead_id", "activity_id") else first


def land_tidy(
    connection: duckdb.DuckDBPyConnection,
    rows: str,
    found: dict[str, tuple[Source, ...]],
    readings: dict[str, Reading],
    lacking: dict[str, str],
    table: RawTable,
    target: str,
) -> int:
    """Insert a tidy copy; the number of rows that landed. `lacking`: the SQL of what the file lacks."""
    cells = {name: landed_cell(name, sources, table) for name, sources in found.items()} | lacking
    cells |= {name: reading.value for name, reading in readings.items()}
    if table.empty_is_said:
        cells = {name: f"""case when "cell_-1" is null then coalesce({cell}, '') end""" for name, cell in cells.items()}
    landed = {"unreadable_line": '"cell_-1"'} | cells
    listed = ", ".join(f'"{name}"' for name in landed)
    read = f"select {', '.join(landed.values())} from {with_steps(rows, readings.values())}"
    return connection.execute(f"insert into {target} ({listed}) {read}").fetchone()[0]


def rows_of(path: Path, file: TextIO, label: str, table: RawTable) -> CsvRows | JsonRows:
    if suffix_of(path).startswith((".ndjson", ".json")):
        return JsonRows(file, label, table)
    return CsvRows(file, label, lambda heading: bool(meant_by(heading, table)))


def say_left_out(rows: CsvRows | JsonRows, label: str) -> None:
    """Print which lines of a file are no rows."""
    if rows.titles:
        print(f"  {label}: {rows.titles:,} lines above the header are a report's title, and left out", flush=True)
    if rows.footers:
        print(f"  {label}: {rows.footers:,} lines below the rows are a report's footer, and left out", flush=True)
    if rows.unreadable:
        print(
            f"  warning: {label}, line {rows.first_unreadable}: {rows.problem}; "
            f"lines of the file that were not read: {rows.unreadable:,}, all kept for rejected_records",
            flush=True,
        )


def land_text(
    connection: duckdb.DuckDBPyConnection,
    path: Path,
    label: str,
    table: RawTable,
    target: str,
    formats: Formats,
) -> int:
    """Insert the rows of a text file; how many there are. `formats` may have questions to ask of it. Raises LoadError."""
    with tempfile.TemporaryDirectory(prefix="load_files_") as scratch:
        tidy = Path(scratch) / "tidy.csv"
        try:
            with open_text(path, encoding_of(path, label)) as file:
                rows = rows_of(path, file, label, table)
                each = EachLead(rows, table) if table.name == "raw_sales_outcomes" else None
                lines: list[int] = []
                is_asked = table.name == "raw_privacy_requests"
                counted = write_tidy(requests.with_lines(rows, lines) if is_asked else each or rows, tidy)
        except UnicodeDecodeError as error:
            raise LoadError(f"{label} is not {error.encoding} throughout: {error.reason}; save it as UTF-8.") from None
        except (OSError, EOFError, zlib.error) as error:
            raise LoadError(f"{label} cannot be read: {error}.") from None
        if not rows.names and not counted:
            return 0
        found = contract_columns(rows.names, table, label, formats.questions)
        if not found:
            return counted
        formats.note_unread(rows.names, found, table, label)
        say_combined(found, label)
        try:
            cells = [f'"cell_{place}"' for place in range(len(rows.names))]
            said = {name: landed_cell(name, found[name], table) for name in OBJECTIONS if name in found}
            by_name = dict(zip(rows.names, cells, strict=True))
            all_rows = tidy_rows(tidy, len(rows.names))
            text, deleted = formats.deleted.without(connection, all_rows, by_name, said, table, label)
            counted -= deleted
            found = first_with_values(connection, text, found, label)
            columns = [
                Column(f"{table.short_name}.{name}", first.heading, cell(first)) for name, (first, *_) in found.items()
            ]
            readings = formats.readings(connection, text, columns, table, label)
            lacking = made(table, found, cells, label)
            landed = land_tidy(connection, text, found, readings, lacking, table, target)
        except duckdb.Error as error:
            size = f"{LONGEST_LINE // 2**20} MB"
            raise LoadError(
                f"{label}: DuckDB cannot take a row; is one longer than {size}? {str(error).splitlines()[0]}"
            ) from None
    if landed != counted:
        raise LoadError(f"{label}: DuckDB read {landed:,} rows where {rows.counter} counts {counted:,}; nothing was loaded.")
    if is_asked:
        formats.questions += requests.questions(connection, last_rows(connection, target, landed), label, lines)
    if each:
        say_parted(each.parted, each.added, label)
    say_left_out(rows, label)
    return counted


def last_rows(connection: duckdb.DuckDBPyConnection, target: str, landed: int) -> str:
    """The SQL of the rows that landed last."""
    (total,) = connection.execute(f"select count(*) from {target}").fetchone()
    return f"select * from {target} offset {total - landed}"


def land_parquet(
    connection: duckdb.DuckDBPyConnection, path: Path, label: str, table: RawTable, target: str, formats: Formats
) -> int:
    """Insert the rows of a Parquet file as text; how many there are. Raises LoadError."""
    columns = parquet.columns_of(connection, path, label)
    try:
        rows = parquet.select(connection, columns, [path], table, label, formats, is_text=True)
        landed = connection.execute(f"insert into {target} by name {rows}").fetchone()[0]
    except duckdb.Error as error:
        raise LoadError(f"{label} cannot be read as Parquet; write it again ({str(error).splitlines()[0]}).") from None
    if table.name == "raw_privacy_requests":
        formats.questions += requests.questions(connection, last_rows(connection, target, landed), label)
    return landed
