"""The DuckDB file of the profile, opened for reading; what goes wrong is one sentence."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

Row = dict[str, object]


class WarehouseError(Exception):
    """The warehouse cannot answer; the message says what to do."""


def database() -> str:
    """The path of the DuckDB file that the profile names."""
    return os.environ.get("DUCKDB_PATH", "warehouse.duckdb")


def schema() -> str:
    """The schema of the marts; <schema>_build and <schema>_raw stand beside it."""
    return os.environ.get("DBT_SCHEMA", "analytics")


@contextmanager
def open_warehouse() -> Iterator[duckdb.DuckDBPyConnection]:
    """A read-only connection on which every table of the project goes by its own name. Raises WarehouseError."""
    path = database()
    if not Path(path).is_file():
        raise WarehouseError(f"There is no warehouse {path} yet; run make run first.")
    try:
        connection = duckdb.connect(path, read_only=True)
    except duckdb.ConnectionException:
        # make run prints what it built while dbt, in this process, still holds the file for writing.
        connection = duckdb.connect(path)
    except duckdb.IOException as error:
        if "lock" not in str(error):
            raise WarehouseError(f"{path} cannot be read: {str(error).splitlines()[0]}") from None
        raise WarehouseError(f"Another program is writing {path}; try again when it has ended.") from None
    with connection:
        try:
            connection.execute(f"set search_path = '{schema()},{schema()}_build'")
            yield connection
        except duckdb.CatalogException as error:
            missing = str(error).splitlines()[0].removeprefix("Catalog Error: ")
            raise WarehouseError(f"The warehouse {path} is not built to its end ({missing}); run make run first.") from None


def fetch(
    connection: duckdb.DuckDBPyConnection, sql: str, values: list[object] | dict[str, object] | None = None
) -> list[Row]:
    """The rows of a query, each a dictionary by column; `values` stand for its ?, or by name for its $name."""
    result = connection.execute(sql, values or [])
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def command(print_it: Callable[[], None]) -> int:
    """Run one command: 0, or 1 after the sentence that says why not."""
    try:
        print_it()
    except WarehouseError as error:
        print(error, file=sys.stderr)
        return 1
    except BrokenPipeError:
        # Its reader, such as head, has seen enough; what is left must not be written when Python ends either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0
