"""Load files into the raw tables of DuckDB, without guessing.

`python -m lead_scoring.load.into_tables tables FOLDER` replaces the raw tables of the connector `tables` with what the files
of FOLDER hold: CSV, newline-delimited JSON, Parquet. Python reads text and writes a tidy copy of it, in which DuckDB has
nothing to detect; every value stays text, and the number of rows that land is compared with Python's count. All of a
folder is loaded in one transaction: whatever does not add up ends the load, and leaves the tables as they were."""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from lead_scoring.causes import cause
from lead_scoring.load import LoadError, parquet, requests
from lead_scoring.load.formats import Formats
from lead_scoring.load.land import land_parquet, land_text
from lead_scoring.load.names import OF_LEADS
from lead_scoring.load.people import name_leads
from lead_scoring.load.tables import CONNECTORS, RawTable, files_of, suffix_of
from lead_scoring.warehouse import database, schema


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
