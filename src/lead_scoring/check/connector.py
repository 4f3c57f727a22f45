"""`make check-connector`: build one connector in schemas of its own, and say on one screen what it delivers.

The schemas are dropped at the end; the tables of the list are not touched.
"""

import json
import os
import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from lead_scoring.build.progress import Progress
from lead_scoring.build.steps import command_line, variables
from lead_scoring.check.data import SELECTED
from lead_scoring.check.raw_screen import screen, wrapped
from lead_scoring.contract import COLUMNS, connectors
from lead_scoring.dbt_commands import Failed, dbt, environment
from lead_scoring.run_lock import only_run
from lead_scoring.warehouse import command, database, open_warehouse, schema

PAGE = "models/connectors/README.md"
LISTED_IN = "tables_by_connector in macros/contract/contract.sql"
# These deliver ids as they are.
WITHOUT_PREFIX = {"sample", "tables"}


def complaint(name: str) -> str | None:
    """What keeps dbt from knowing a connector: its name, its line in the contract, its files. One sentence, or None."""
    known = connectors()
    folder = Path("models/connectors", name)
    if not name:
        return f"Name a connector, as in make check-connector NAME=web_events; there are: {', '.join(known)}."
    files = {path.stem.removeprefix(f"{name}_") for path in folder.glob(f"{name}_*.sql")} & set(COLUMNS)
    if name not in known:
        if not files:
            return f"There is no connector {name}; there are: {', '.join(known)}. {PAGE} says how to write one."
        tables = ", ".join(f"'raw_{table}'" for table in COLUMNS if table in files)
        return f"{LISTED_IN} does not name {name}; add the line '{name}': [{tables}],"
    raw_names = [f"raw_{table}" for table in COLUMNS]
    if wrong := sorted(set(known[name]) - set(raw_names)):
        return f"{LISTED_IN} lists {wrong[0]} for {name}, which is no raw table; there are: {', '.join(raw_names)}."
    listed = {table.removeprefix("raw_") for table in known[name]}
    if name == "sample":
        return None
    if missing := sorted(listed - files):
        return f"{LISTED_IN} lists raw_{missing[0]} for {name}, and there is no {folder}/{name}_{missing[0]}.sql; write it."
    if unread := sorted(files - listed):
        return (
            f"{LISTED_IN} does not list raw_{unread[0]} for {name}, so nothing reads {name}_{unread[0]}.sql; add it there."
        )
    return None


@contextmanager
def schemas_of_its_own() -> Iterator[None]:
    """dbt builds in <schema>_check, and reads the loaded files of the list; what it built is dropped again."""
    own = f"{schema()}_check"
    target = str(Path(os.environ.get("DBT_TARGET_PATH", "target")) / "check")
    with environment(BACKTEST_OF=schema(), DBT_SCHEMA=own, DBT_TARGET_PATH=target):
        try:
            yield
        finally:
            # A file that another program holds has nothing of ours in it.
            try:
                with duckdb.connect(database()) as connection:
                    for part in ("", "_build", "_raw"):
                        connection.execute(f'drop schema if exists "{own}{part}" cascade')
            except duckdb.Error:
                pass


def sources(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    """The connector's own tables: rows, and the columns that its SQL names with the types they have."""
    manifest = json.loads((Path(os.environ["DBT_TARGET_PATH"]) / "manifest.json").read_text())
    folder = f"models/connectors/{name}/"
    code = "\n".join(
        node.get("compiled_code") or ""
        for node in manifest["nodes"].values()
        if node["original_file_path"].startswith(folder)
    )
    absent = []
    for source in manifest["sources"].values():
        if not source["original_file_path"].startswith(folder):
            continue
        place = [source["database"], source["schema"], source["identifier"]]
        columns = connection.execute(
            "select column_name, lower(data_type) from duckdb_columns()"
            " where (lower(database_name), lower(schema_name), lower(table_name)) = (lower(?), lower(?), lower(?))"
            " order by column_index",
            place,
        ).fetchall()
        if not columns:
            absent.append(".".join(place[1:]))
            continue
        quoted = ".".join('"' + part.replace('"', '""') + '"' for part in place)
        rows = connection.execute(f"select count(*) from {quoted}").fetchone()[0]
        read = [
            f"{column} {kind}" for column, kind in columns if re.search(rf"\b{re.escape(column)}\b", code, re.IGNORECASE)
        ]
        unread = len(columns) - len(read)
        more = f"; {unread:,} more columns are not read" if unread else ""
        yield f"\n{'.'.join(place[1:])}: {rows:,} rows"
        yield wrapped("read", (", ".join(read) or "nothing") + more)
    if absent:
        yield f"\nNot there, and so without rows: {', '.join(absent)}."


def without_prefix(connection: duckdb.DuckDBPyConnection, name: str) -> Iterator[str]:
    """Ids that another connector might have too."""
    for table in ("leads", "activities"):
        rows, example = connection.execute(
            f"select count(*), min(lead_id) from raw_{table} where not starts_with(trim(lead_id), ?)", [f"{name}:"]
        ).fetchone()
        if rows and name not in WITHOUT_PREFIX:
            yield f"lead_id of raw_{table} that do not begin with {name}: ({rows:,}, such as {example})"


def check(name: str, given: dict[str, object]) -> bool:
    """Build the connector, print the screen, and say whether what it delivers can be scored. Raises Failed."""
    print("Building")
    with Progress() as progress:
        dbt(None, given, "build", "--write-json", *SELECTED, callbacks=[progress])
    with open_warehouse() as connection:
        print(f"\nConnector {name} reads")
        print("\n".join(sources(connection, name)))
        text, can_be_scored = screen(connection, without_prefix(connection, name))
    print(f"\nand delivers\n{text}")
    return can_be_scored


def main() -> int:
    database()  # On another engine nothing is built first only to say that it cannot be read.
    arguments = command_line(__doc__, "name")
    try:
        if arguments.raw:
            raise ValueError(
                "RAW would replace the raw tables; load them with make check-data CONNECTORS=... RAW=... first."
            )
        if said := complaint(arguments.name):
            raise ValueError(said)
        given = variables(arguments) | {"connectors": [arguments.name]}
        with only_run(), schemas_of_its_own():
            return int(not check(arguments.name, given))
    except (ValueError, Failed) as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped: nothing has changed.", file=sys.stderr)
        return 130


if __name__ == "__main__":
    sys.exit(command(main))
