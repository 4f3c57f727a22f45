"""Whether two engines built the same: every table row by row, value by value, in the order in which they are built.

An engine is a callable that takes the name of a table and gives its column names and its rows. Rows are compared as
multisets, since a table has no order; values by type and value, so that 1, 1.0 and true are three things. Decimals and
moments are exact.
"""

import json
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

import duckdb

SCHEMAS = ["analytics", "analytics_build", "analytics_raw"]
Table = tuple[list[str], list[tuple]]
Engine = Callable[[str], Table]

# The moment a run starts is another one in each run, and a key of 128 bits is another value on each engine: which rows share
# one shows in int_activities_deduped.
LEFT_OUT = {"run_history": {"run_started_at"}}
KEYS = {"activity_key"}
SHOWN = 3


def duckdb_rows(database: Path) -> Engine:
    """The tables of a DuckDB file that dbt has built."""

    def rows(table: str) -> Table:
        with duckdb.connect(database, read_only=True) as connection:
            there = connection.execute("select schema_name from duckdb_schemas()").fetchall()
            connection.execute(f"set search_path = '{','.join(name for name in SCHEMAS if (name,) in there)}'")
            result = connection.execute(f"select * from {table}")
            return [column[0] for column in result.description], result.fetchall()

    return rows


def tables_in_order(project: Path, materialized: Iterable[str] = ("seed", "table", "incremental")) -> list[str]:
    """The tables of a project that dbt has run on, each after those it is built from: a difference begins in the first."""
    manifest = json.loads((project / "target" / "manifest.json").read_text(encoding="utf-8"))
    wanted = set(materialized)
    nodes = {key: node for key, node in manifest["nodes"].items() if node["resource_type"] in ("seed", "model")}
    ordered: dict[str, None] = {}

    def visit(key: str) -> None:
        if key in nodes and key not in ordered:
            for parent in sorted(nodes[key].get("depends_on", {}).get("nodes", [])):
                visit(parent)
            ordered[key] = None

    for key in sorted(nodes):
        visit(key)
    return [nodes[key]["name"] for key in ordered if nodes[key]["config"]["materialized"] in wanted]


def built_on_duckdb(project: Path, materialized: Iterable[str] = ("seed", "table", "incremental")) -> list[str]:
    """Those of them that are in its DuckDB file."""
    with duckdb.connect(project / "warehouse.duckdb", read_only=True) as connection:
        built = {name for (name,) in connection.execute("select table_name from information_schema.tables").fetchall()}
    return [table for table in tables_in_order(project, materialized) if table in built]


def differences(tables: Iterable[str], expected: Engine, found: Engine) -> list[str]:
    """A sentence for each table in which `found` is not what is expected: how many rows, and the first of them."""
    told = []
    for table in tables:
        told += differences_of_rows(table, comparable(table, expected(table)), comparable(table, found(table)))
    return told


def comparable(table: str, given: Table) -> Table:
    names, rows = given
    kept = [place for place, name in enumerate(names) if name not in KEYS | LEFT_OUT.get(table, set())]
    return [names[place] for place in kept], [tuple(row[place] for place in kept) for row in rows]


def differences_of_rows(table: str, expected: Table, found: Table) -> list[str]:
    (names, rows), (names_found, rows_found) = expected, found
    if names != names_found:
        missing, new = [n for n in names if n not in names_found], [n for n in names_found if n not in names]
        return [f"{table}: columns differ; missing {missing}, new {new}, else another order"]
    wanted, there = Counter(map(typed, rows)), Counter(map(typed, rows_found))
    lacking, surplus = sorted((wanted - there).elements(), key=repr), sorted((there - wanted).elements(), key=repr)
    if not lacking and not surplus:
        return []
    head = (
        f"{table}: of {len(rows)} rows {len(lacking)} are missing, and {len(surplus)} of {len(rows_found)} are not expected"
    )
    return ["\n  ".join([head, *first_of(names, lacking, surplus)])]


def typed(row: tuple) -> tuple:
    return tuple((type(value).__name__, value) for value in row)


def first_of(names: list[str], lacking: list[tuple], surplus: list[tuple]) -> list[str]:
    """The first differing rows: side by side, in the columns in which they differ, where as many are missing as are new."""
    if len(lacking) == len(surplus):
        pairs = zip(lacking[:SHOWN], surplus[:SHOWN], strict=True)
        return [differing_columns(names, *pair) for pair in pairs]
    missing = [f"missing: {shown(names, row)}" for row in lacking[:SHOWN]]
    return missing + [f"not expected: {shown(names, row)}" for row in surplus[:SHOWN]]


def differing_columns(names: list[str], lacking: tuple, surplus: tuple) -> str:
    columns = list(zip(names, lacking, surplus, strict=True))
    where = [f"{name}={one[1]!r}" for name, one, _ in columns if name in ("lead_id", "activity_id", "value")]
    return ", ".join(where + [f"{name}: {one[1]!r}, found {two[1]!r}" for name, one, two in columns if one != two])


def shown(names: list[str], row: tuple) -> str:
    return ", ".join(f"{name}={value!r}" for name, (_, value) in zip(names, row, strict=True) if value is not None)
