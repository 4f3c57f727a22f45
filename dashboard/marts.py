"""The published marts, read and never written: one connection for one page, which therefore shows one run."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import duckdb

if TYPE_CHECKING:
    import pandas

Row = dict[str, object]
# Set before the file is attached; what locks the door behind it comes after.
CLOSED = {
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "python_enable_replacements": "false",
}
HOW = "Run make run, which publishes what passed, and load this page again."


class PublishedError(Exception):
    """The marts cannot be read; the message says what to do, and holds nothing of the data and no secret."""


class Marts:
    """What one page asks. `?` stands for a value, never for a name."""

    def __init__(self, execute: Callable[[str, Sequence[object]], tuple[list[str], list[tuple]]]) -> None:
        self._execute = execute

    def read(self, sql: str, values: Sequence[object] = ()) -> tuple[list[str], list[tuple]]:
        """The columns of a query, and its rows. Raises PublishedError."""
        names, rows = self._execute(sql, values)
        return names, [tuple(map(number, row)) for row in rows]

    def rows(self, sql: str, values: Sequence[object] = ()) -> list[Row]:
        """The rows of a query, each a dictionary by column. Raises PublishedError."""
        names, rows = self.read(sql, values)
        return [dict(zip(names, row, strict=True)) for row in rows]

    def row(self, sql: str, values: Sequence[object] = ()) -> Row:
        """The only row of a query. Raises PublishedError."""
        return self.rows(sql, values)[0]

    def frame(self, sql: str, values: Sequence[object] = ()) -> pandas.DataFrame:
        """The rows of a query as a table that has its columns even when it is empty. Raises PublishedError."""
        # Takes half a second, for which the cards of Today need not wait.
        import pandas

        names, rows = self.read(sql, values)
        return pandas.DataFrame(rows, columns=names)

    def options(self, sql: str) -> list[str]:
        """The values of a query's only column, for a filter. Raises PublishedError."""
        return [value for (value,) in self.read(sql)[1] if value is not None]


def number(value: object) -> object:
    """Money and rates as charts and tables take them."""
    return float(value) if isinstance(value, Decimal) else value


def published_file() -> Path:
    return Path(os.environ.get("PUBLISHED") or "published") / "bi.duckdb"


@contextmanager
def open_marts() -> Iterator[Marts]:
    """The marts of the run that is published now. Raises PublishedError."""
    with postgres() if os.environ.get("DBT_TARGET") == "postgres" else duckdb_file() as marts:
        yield marts


@contextmanager
def duckdb_file() -> Iterator[Marts]:
    """Attached to a database of its own: opened by its path, it would be the old file while any other page has that open."""
    path = published_file()
    if not path.is_file():
        raise PublishedError(f"Nothing is published yet. {HOW}")
    with duckdb.connect(":memory:", config=CLOSED) as connection:
        try:
            connection.execute(f"attach '{str(path).replace(chr(39), chr(39) * 2)}' as published (read_only)")
            connection.execute("use published.main")
            connection.execute("set enable_external_access = false")
            connection.execute("set lock_configuration = true")
        except duckdb.Error:
            raise PublishedError(f"The published file cannot be read: it is damaged, or of another DuckDB. {HOW}") from None

        def execute(sql: str, values: Sequence[object]) -> tuple[list[str], list[tuple]]:
            try:
                result = connection.execute(sql, list(values))
                return [column[0] for column in result.description], result.fetchall()
            except (duckdb.CatalogException, duckdb.BinderException) as error:
                raise lacking(error) from None
            except duckdb.Error as error:
                raise failed(error) from None

        yield Marts(execute)


@contextmanager
def postgres() -> Iterator[Marts]:
    """What the role of the profile may read in <schema>_published: one snapshot, in a transaction that cannot write."""
    import psycopg2

    from lead_scoring.warehouse import profile

    given = profile()
    schema = f"{given['schema']}_published"
    try:
        connection = psycopg2.connect(
            host=given["host"],
            port=given["port"],
            user=given["user"],
            password=given["password"],
            dbname=given["dbname"],
            connect_timeout=5,
            options="-c default_transaction_read_only=on -c statement_timeout=30000 -c timezone=UTC",
        )
    except psycopg2.Error as error:
        print(f"PostgreSQL refuses the dashboard: {type(error).__name__}", file=sys.stderr)
        raise PublishedError(
            "PostgreSQL does not answer, or refuses this role. Check POSTGRES_HOST, _PORT, _USER, _PASSWORD and "
            "_DATABASE, restart the dashboard, and reload this page."
        ) from None
    with closing(connection):
        connection.set_session(isolation_level="REPEATABLE READ", readonly=True)

        def execute(sql: str, values: Sequence[object]) -> tuple[list[str], list[tuple]]:
            try:
                with connection.cursor() as cursor:
                    cursor.execute(sql.replace("%", "%%").replace("?", "%s"), list(values))
                    return [column.name for column in cursor.description], cursor.fetchall()
            except (psycopg2.errors.UndefinedTable, psycopg2.errors.UndefinedColumn) as error:
                raise lacking(error) from None
            except psycopg2.Error as error:
                raise failed(error) from None

        execute("select set_config('search_path', ?, false)", [schema])
        yield Marts(execute)


def lacking(error: Exception) -> PublishedError:
    print(f"What is published lacks a table or a column: {str(error).splitlines()[0]}", file=sys.stderr)
    return PublishedError(f"What is published lacks a table or a column of this page: it is of another version. {HOW}")


def failed(error: Exception) -> PublishedError:
    print(f"The published marts could not be read: {type(error).__name__}", file=sys.stderr)
    return PublishedError(
        f"The published marts could not be read to the end. Load this page again; if it says the same: {HOW}"
    )


def moment(value: datetime | None) -> str:
    """A time in UTC as people say it."""
    return f"{value:%a} {value.day} {value:%b %Y, %H:%M} UTC" if value else ""
