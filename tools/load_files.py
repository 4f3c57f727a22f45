"""Load CSV files into DuckDB as text, without letting anybody guess.

`python -m tools.load_files web_events FOLDER` replaces the raw table `web_events` by the rows of every *.csv and *.csv.gz
in FOLDER. Each header is read here, so files may name, order or lack columns differently; the dialect and the columns are
passed to DuckDB, every value stays text, and the number of rows is held against Python's own csv reader. A file that does
not add up ends the load with its name and line, and leaves the table as it was.
"""

import csv
import gzip
import io
import os
import re
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

csv.field_size_limit(sys.maxsize)


@dataclass(frozen=True)
class RawTable:
    """A raw table that files can fill: columns that each file must have, and columns that it may lack."""

    name: str
    required: tuple[str, ...]
    optional: tuple[str, ...]


TABLES = {
    "web_events": RawTable(
        "web_events",
        required=("client_id", "page_url", "timestamp", "event_name"),
        optional=("referrer", "event_data", "user_agent"),
    ),
}


class LoadError(Exception):
    """What is wrong with a file, in one sentence that names it."""


@dataclass(frozen=True)
class CsvFile:
    """One file, read once by Python: its columns by position, its dialect and how many rows it has."""

    path: Path
    delimiter: str
    columns: tuple[str, ...]
    rows: int
    overlong: tuple[int, ...]


def open_text(path: Path) -> io.TextIOBase:
    opener = gzip.open if path.suffix == ".gz" else open
    return opener(path, "rt", encoding="utf-8-sig", newline="")


def snake_case(name: str) -> str:
    """`clientId`, `Client ID` and `client-id` are one column, client_id."""
    parted = re.sub(r"([a-z0-9])([A-Z])", r"\1_\2", name.strip())
    return re.sub(r"[^a-z0-9]+", "_", parted.lower()).strip("_")


def delimiter_of(header: str) -> str:
    return max(",;\t", key=header.count)


def read_rows(path: Path, delimiter: str):
    """Yield (line on which the row ends, cells) for the header and each row that is not blank."""
    with open_text(path) as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        begun = 1
        try:
            for cells in reader:
                if cells:
                    yield reader.line_num, cells
                begun = reader.line_num + 1
        except csv.Error as error:
            if "unexpected end" in str(error):
                raise LoadError(f"{path.name}, line {begun}: a quote is opened and never closed.") from None
            raise LoadError(f"{path.name}, line {reader.line_num}: {error}.") from None


def examine(path: Path, table: RawTable) -> CsvFile | None:
    """Read a file through with Python's csv; None for an empty file. Raises LoadError."""
    try:
        with open_text(path) as file:
            delimiter = delimiter_of(file.readline())
        lines = read_rows(path, delimiter)
        header = next(lines, None)
        if header is None:
            return None
        columns = tuple(snake_case(name) or f"column_{place}" for place, name in enumerate(header[1], start=1))
        if twice := {name for name in columns if columns.count(name) > 1}:
            raise LoadError(f"{path.name}, line 1: the column {min(twice)} stands there twice.")
        if missing := [name for name in table.required if name not in columns]:
            raise LoadError(f"{path.name}, line 1: the required column {missing[0]} is missing.")
        rows, overlong = 0, []
        for line, cells in lines:
            rows += 1
            if any(cells[len(columns) :]):
                overlong.append(line)
    except UnicodeDecodeError as error:
        raise LoadError(f"{path.name} is not UTF-8 text: {error.reason} at byte {error.start}.") from None
    except (OSError, EOFError) as error:
        raise LoadError(f"{path.name} cannot be read: {error}.") from None
    return CsvFile(path, delimiter, columns, rows, tuple(overlong))


def scan(connection: duckdb.DuckDBPyConnection, file: CsvFile) -> duckdb.DuckDBPyRelation:
    """The rows of a file as DuckDB reads them when it is told everything."""
    return connection.read_csv(
        str(file.path),
        header=True,
        auto_detect=False,
        columns={name: "VARCHAR" for name in file.columns},
        delimiter=file.delimiter,
        quotechar='"',
        escapechar='"',
        null_padding=True,
        strict_mode=False,
        parallel=False,
        max_line_size=64 * 1024 * 1024,
    )


def line_of_difference(result: duckdb.DuckDBPyConnection, file: CsvFile) -> int:
    """The line of the first row that DuckDB, whose result this is, reads otherwise than Python."""
    lines = read_rows(file.path, file.delimiter)
    line, _ = next(lines)
    for line, cells in lines:
        row = result.fetchone()
        if row is None or [value or "" for value in row] != (cells + [""] * len(row))[: len(row)]:
            return line
    return line + 1


def load(connection: duckdb.DuckDBPyConnection, table: RawTable, folder: Path, schema: str) -> int:
    """Replace `schema`.`table` by the rows of the folder's files; the number of rows. Raises LoadError."""
    paths = sorted(path for path in folder.glob("*") if path.name.endswith((".csv", ".csv.gz")))
    if not paths:
        raise LoadError(f"{folder} holds no *.csv and no *.csv.gz file.")
    files = [file for path in paths if (file := examine(path, table))]
    names = dict.fromkeys([*table.required, *table.optional, *(name for file in files for name in file.columns)])
    columns = ", ".join(f'"{name}" varchar' for name in names)
    target = f'"{schema}"."{table.name}"'
    connection.execute("begin")
    try:
        connection.execute(f'create schema if not exists "{schema}"')
        connection.execute(f"create or replace table {target} ({columns})")
        for file in files:
            scan(connection, file).create_view("incoming", replace=True)
            listed = ", ".join(f'"{name}"' for name in file.columns)
            inserted = connection.execute(f"insert into {target} ({listed}) select * from incoming").fetchone()[0]
            if inserted != file.rows:
                line = line_of_difference(connection.execute("select * from incoming"), file)
                raise LoadError(
                    f"{file.path.name}, line {line}: DuckDB read {inserted:,} rows where Python's csv counts {file.rows:,}."
                )
            print(f"  loaded {file.path.name}: {inserted:,} rows", flush=True)
            if file.overlong:
                print(
                    f"  warning: {file.path.name}, line {file.overlong[0]}: {len(file.overlong):,} rows have more cells "
                    "than the header; what stands beyond it was dropped.",
                    flush=True,
                )
        connection.execute("drop view incoming")
        connection.execute("commit")
    except duckdb.Error as error:
        connection.execute("rollback")
        raise LoadError(f"{folder}: {error}") from None
    except LoadError:
        connection.execute("rollback")
        raise
    return sum(file.rows for file in files)


def load_folder(name: str, folder: Path) -> int:
    """Load a folder into the warehouse that the profile names; the number of rows. Raises LoadError."""
    if name not in TABLES:
        raise LoadError(f"No files are read for '{name}'; there are: {', '.join(TABLES)}.")
    if not folder.is_dir():
        raise LoadError(f"The folder {folder} does not exist.")
    schema = f"{os.environ.get('DBT_SCHEMA', 'analytics')}_raw"
    database = os.environ.get("DUCKDB_PATH", "warehouse.duckdb")
    try:
        connection = duckdb.connect(database)
    except duckdb.Error as error:
        raise LoadError(f"{database} cannot be opened; is it open in another program? {error}") from None
    with connection:
        return load(connection, TABLES[name], folder, schema)


if __name__ == "__main__":
    try:
        print(f"{load_folder(sys.argv[1], Path(sys.argv[2])):,} rows in {sys.argv[1]}")
    except LoadError as error:
        sys.exit(str(error))
    except IndexError:
        sys.exit("usage: python -m tools.load_files TABLE FOLDER")
