"""Load files into the raw tables of DuckDB, without letting anybody guess.

`python -m lead_scoring.load.into_tables tables FOLDER` replaces the raw tables of the connector `tables` by what the files
of FOLDER hold: CSV, newline-delimited JSON, Parquet. Python reads text and writes a tidy copy of it, in which DuckDB has
nothing to find out; every value stays text, and the number of rows that lands is held against Python's count. All of a
folder is loaded in one transaction: whatever does not add up ends the load, and leaves the tables as they were."""

import os
import sys
import tempfile
import zlib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

import duckdb

from lead_scoring.causes import cause
from lead_scoring.load import LoadError, parquet, quoted, requests
from lead_scoring.load.columns import Column, Reading, with_steps
from lead_scoring.load.combined import combined, first_with_values, say_combined
from lead_scoring.load.csv_rows import CsvRows
from lead_scoring.load.deleted import OBJECTIONS
from lead_scoring.load.formats import Formats
from lead_scoring.load.json_rows import JsonRows
from lead_scoring.load.made import made
from lead_scoring.load.names import OF_LEADS, Source, contract_columns, meant_by
from lead_scoring.load.numbers import as_written
from lead_scoring.load.people import name_leads
from lead_scoring.load.several import EachLead, say_parted
from lead_scoring.load.tables import CONNECTORS, RawTable, files_of, suffix_of
from lead_scoring.load.text import encoding_of, open_text
from lead_scoring.warehouse import database, schema

# The tidy copy: a delimiter that hardly any cell holds, and quotes only around cells that need them.
DELIMITER = "\x1f"
LINE_END = "\n"
LONGEST_LINE = 64 * 1024 * 1024


def tidy_line(cells: list[str]) -> str:
    line = DELIMITER.join(cells)
    if '"' in line or "\n" in line or "\r" in line or line.count(DELIMITER) != len(cells) - 1:
        line = DELIMITER.join('"' + cell.replace('"', '""') + '"' for cell in cells)
    return line + LINE_END


def write_tidy(rows: Iterable[list[str]], path: Path) -> int:
    """Write rows where DuckDB reads them; how many there are."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for count, cells in enumerate(rows, start=1):  # noqa: B007
            file.write(tidy_line(cells))
    return count


def cell(source: Source) -> str:
    return f'"cell_{source.place}"'


def landed_cell(name: str, sources: Sequence[Source], table: RawTable) -> str:
    """A cell as it lands. Spreadsheets and data frames write the id 7 as 7.0 where a column has gaps: it is one lead."""
    first = combined(name, sources, [cell(source) for source in sources]) or cell(sources[0])
    if name in table.numbers:
        return as_written(first)
    return f"regexp_replace({first}, '^([0-9]+)[.]0$', '\\1')" if name in ("lead_id", "activity_id") else first


def tidy_rows(path: Path, width: int) -> str:
    """DuckDB's words for a tidy copy: unreadable_line, cell_-1, and `width` cells a row."""
    cells = {f"cell_{place}": "varchar" for place in range(-1, width)}
    return f"""read_csv(
            {quoted(str(path))}, columns = {cells}, header = false, auto_detect = false, delim = '{DELIMITER}', quote = '"',
            escape = '"', null_padding = true, strict_mode = false, parallel = false, max_line_size = {LONGEST_LINE}
        )"""


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
            encoding = encoding_of(path, label)
            with open_text(path, encoding) as file:
                is_json = suffix_of(path).startswith((".ndjson", ".json"))
                rows = (
                    JsonRows(file, label, table)
                    if is_json
                    else CsvRows(file, label, lambda heading: bool(meant_by(heading, table)))
                )
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


def drop(connection: duckdb.DuckDBPyConnection, schema: str, name: str) -> None:
    """Remove a table or a view that an earlier load left."""
    kinds = connection.execute(
        "select table_type from information_schema.tables"
        " where table_catalog = current_database() and table_schema = ? and table_name = ?",
        [schema, name],
    ).fetchall()
    for (kind,) in kinds:
        connection.execute(f'drop {"view" if kind == "VIEW" else "table"} "{schema}"."{name}"')


@contextmanager
def kept(questions: list[str]) -> Iterator[None]:
    """Keep what is wrong with a file, and go on to the next. Raises LoadError where DuckDB reads nothing more."""
    try:
        yield
    except LoadError as error:
        questions.append(str(error))
        if isinstance(error.__context__, duckdb.Error):
            raise LoadError("\n".join(questions)) from None


def load_table(
    connection: duckdb.DuckDBPyConnection,
    folder: Path,
    paths: list[Path],
    table: RawTable,
    schema: str,
    formats: Formats,
) -> int:
    """Replace a raw table by the rows of its files; how many there are. What is wrong is kept in `formats`."""
    drop(connection, schema, table.name)
    if not paths:
        return 0
    target = f'"{schema}"."{table.name}"'
    if table.may_stay_in_place and all(suffix_of(path) == ".parquet" for path in paths):
        count = 0
        with kept(formats.questions):
            rows = parquet.select_in_place(connection, folder, paths, table, formats)
            connection.execute(f"create view {target} as {rows}")
            count = connection.execute(f"select count(*) from {target}").fetchone()[0]
            if table.name == "raw_privacy_requests":
                formats.questions += requests.questions(connection, f"select * from {target}", ", ".join(map(str, paths)))
            print(f"  {table.name}: {len(paths):,} Parquet files, {count:,} rows, read where they lie", flush=True)
        return count
    columns = ", ".join(f'"{name}" varchar' for name in (*table.columns, "unreadable_line"))
    connection.execute(f"create table {target} ({columns})")
    total = 0

    def land(path: Path) -> int:
        by_suffix = land_parquet if suffix_of(path) == ".parquet" else land_text
        count = 0
        with kept(formats.questions):
            count = by_suffix(connection, folder / path, str(path), table, target, formats)
            print(f"  {table.name}: {path}, {count:,} rows", flush=True)
        return count

    waiting = paths
    if len(paths) > 1:
        waiting = []
        for path in paths:
            with formats.trial() as waits:
                total += land(path)
            waiting += [path for _ in waits]
    total += sum(map(land, waiting))
    if table.name in OF_LEADS and not formats.questions:
        name_leads(connection, target, f'"{schema}"."raw_leads"', table.name)
    return total


@contextmanager
def transaction(connection: duckdb.DuckDBPyConnection) -> Iterator[None]:
    """All or nothing. What DuckDB complains of is raised as a LoadError."""
    connection.execute("begin")
    try:
        yield
    except BaseException as error:
        connection.execute("rollback")
        if isinstance(error, duckdb.Error):
            raise LoadError(cause(str(error)) or f"DuckDB cannot load the files: {str(error).splitlines()[0]}") from None
        raise
    connection.execute("commit")


def load(
    connection: duckdb.DuckDBPyConnection,
    tables: tuple[RawTable, ...],
    folder: Path,
    schema: str,
    date_order: dict[str, str] | None = None,
    decimal_mark: dict[str, str] | None = None,
    time_zone: str = "UTC",
) -> int:
    """Replace the raw tables in `schema` by the rows of the folder's files; how many there are.

    Two settings answer for columns that do not tell how they are written, as {"leads.created_at": "day_first"}; times
    without an offset are those of `time_zone`. Raises LoadError, with all questions of all files in one.
    """
    formats = Formats(date_order or {}, decimal_mark or {}, time_zone)
    folder = folder.resolve()
    files, formats.questions = files_of(folder, tables)
    with transaction(connection):
        connection.execute(f'create schema if not exists "{schema}"')
        total = sum(load_table(connection, folder, paths, table, schema, formats) for table, paths in files.items())
        if any(table.name == "raw_leads" for table in tables):
            formats.deleted.land(connection, schema)
        formats.say_unread()
        if formats.questions:
            raise LoadError("\n".join(formats.questions))
        return total


def load_folder(
    connector: str,
    folder: Path,
    date_order: dict[str, str] | None = None,
    decimal_mark: dict[str, str] | None = None,
    time_zone: str = "UTC",
) -> int:
    """Load a folder into the warehouse that the profile names; the number of rows. Raises LoadError."""
    if connector not in CONNECTORS:
        raise LoadError(f"The connector '{connector}' reads no files; these do: {', '.join(CONNECTORS)}.")
    if not folder.is_dir():
        raise LoadError(f"The folder {folder} does not exist.")
    if (target := os.environ.get("DBT_TARGET", "duckdb")) != "duckdb":
        raise LoadError(
            f"Files are loaded into DuckDB, and DBT_TARGET is {target}; load them with that database's own tools."
        )
    try:
        connection = duckdb.connect(database())
    except duckdb.Error as error:
        raise LoadError(cause(str(error)) or f"{database()} cannot be opened: {str(error).splitlines()[0]}") from None
    with connection:
        return load(connection, CONNECTORS[connector], folder, f"{schema()}_raw", date_order, decimal_mark, time_zone)


if __name__ == "__main__":
    try:
        print(f"{load_folder(sys.argv[1], Path(sys.argv[2])):,} rows in {sys.argv[1]}")
    except LoadError as error:
        sys.exit(str(error))
    except IndexError:
        sys.exit("usage: python -m lead_scoring.load.into_tables CONNECTOR FOLDER")
