"""The warehouse of the profile: where it is, and what is asked of it. What goes wrong is one sentence."""

import gc
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import yaml
from dbt.adapters.factory import get_adapter_by_type
from jinja2 import Environment

from lead_scoring.causes import cause
from lead_scoring.project import PROJECT

PROFILES = PROJECT / "profiles.yml"
Row = dict[str, object]


class WarehouseError(Exception):
    """The warehouse cannot answer; the message says what to do."""


def profile() -> dict[str, str]:
    """The output of profiles.yml that DBT_TARGET names, its values as dbt reads them. Raises WarehouseError."""
    settings = yaml.safe_load(PROFILES.read_text(encoding="utf-8"))["lead_scoring"]

    def rendered(value: object) -> str:
        return Environment().from_string(str(value)).render(env_var=os.environ.get)

    target = rendered(settings["target"])
    if target not in settings["outputs"]:
        raise WarehouseError(f"DBT_TARGET is {target}; profiles.yml has: {', '.join(settings['outputs'])}.")
    return {name: rendered(value) for name, value in settings["outputs"][target].items()}


def database() -> str:
    """The path of the DuckDB file that the profile names. Raises WarehouseError."""
    output = profile()
    if output["type"] != "duckdb":
        raise WarehouseError(
            f"This command reads DuckDB only, and DBT_TARGET is {output['type']}; ask its tables, or leave out DBT_TARGET."
        )
    return output["path"]


def schema() -> str:
    """The schema of the marts; <schema>_build and <schema>_raw stand beside it."""
    return profile()["schema"]


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
    except duckdb.Error as error:
        raise WarehouseError(cause(str(error)) or f"{path} cannot be read: {str(error).splitlines()[0]}") from None
    with connection:
        try:
            connection.execute(f"set search_path = '{schema()},{schema()}_build'")
            yield connection
        except duckdb.CatalogException as error:
            missing = str(error).splitlines()[0].removeprefix("Catalog Error: ")
            raise WarehouseError(f"The warehouse {path} is incomplete ({missing}); run make run first.") from None


def ask(sql: str, limit: int | None = None) -> list[Row]:
    """The rows of a query on what dbt has just built in this process, on whichever engine, through dbt's own connection."""
    output = profile()
    adapter = get_adapter_by_type(output["type"])
    with adapter.connection_named("ask"):
        # So that a mart goes by its own name.
        adapter.execute(f"use {schema()}" if output["type"] == "spark" else f"set search_path = '{schema()}'")
        _, table = adapter.execute(sql, fetch=True, limit=limit)
        return [dict(row) for row in table.rows]


def fetch(
    connection: duckdb.DuckDBPyConnection, sql: str, values: list[object] | dict[str, object] | None = None
) -> list[Row]:
    """The rows of a query, each a dictionary by column; `values` stand for its ?, or by name for its $name."""
    result = connection.execute(sql, values or [])
    names = [column[0] for column in result.description]
    return [dict(zip(names, row, strict=True)) for row in result.fetchall()]


def command(do_it: Callable[[], int | None]) -> int:
    """Run one command, and give its exit code: 1 after the sentence that says why not, 130 when it was told to stop."""
    try:
        return do_it() or 0
    except WarehouseError as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped: what was built until now is new, the rest is that of the run before.", file=sys.stderr)
        return 130
    except BrokenPipeError:
        # Its reader, such as head, has seen enough; what is left must not be written when Python ends either.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    finally:
        # What dbt leaves would else be found when Python has closed its files, and complain.
        gc.collect()
