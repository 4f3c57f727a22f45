"""A copy of the project with rows of one's own, dbt run on it in this process, and what it built on DuckDB."""

import contextlib
import csv
import hashlib
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.contracts.graph.manifest import Manifest

from lead_scoring.contract import COLUMNS
from lead_scoring.dbt_commands import invoke

PROJECT = Path(__file__).parents[1]
Row = dict[str, str]
QUIET = ["--no-version-check", "--quiet", "--log-level-file", "none"]
# Without the reports of marketing and evaluation that no other mart reads: a third of the whole, and nothing of how raw rows
# are read.
WITHOUT_REPORTS = [
    *("--select", "path:seeds", "+path:models/marts/sales", "+path:models/marts/data_quality"),
    *("+nurture_queue", "+nurture_performance", "+lead_segments", "+criterion_counts", "--indirect-selection", "buildable"),
]


def shared_folder() -> Path:
    """The folder that all processes of one run of the tests share; pytest removes it with those of the runs before."""
    return Path(os.environ["TESTS_SHARE"])


@dataclass
class Marts:
    """The warehouse of one build; tables are found in whichever schema has them."""

    database: Path

    def query(self, sql: str) -> list[dict[str, object]]:
        with duckdb.connect(self.database, read_only=True) as connection:
            schemas = connection.execute("select schema_name from duckdb_schemas() where schema_name like 'analytics%'")
            connection.execute(f"set search_path = '{','.join(sorted({name for (name,) in schemas.fetchall()}))}'")
            result = connection.execute(sql)
            names = [column[0] for column in result.description]
            return [dict(zip(names, row, strict=True)) for row in result.fetchall()]

    def rows(self, table: str) -> list[dict[str, object]]:
        return self.query(f"select * from {table}")

    def by_lead(self, table: str) -> dict[str, dict[str, object]]:
        return {row["lead_id"]: row for row in self.rows(table)}


# The project that was parsed last: its folder, files, target and variables, and what dbt made of them.
LAST: dict[tuple[Path, str, str], Manifest] = {}


def of_target(name: str) -> list[str]:
    """The option that asks for a target. The project's own goes without, as in its tools, whose notes dbt takes then."""
    return [] if name == "duckdb" else ["--target", name]


def files_of(project: Path) -> str:
    """Another text once any file that dbt parses is another; the rows of seeds are read when they are loaded."""
    found = [path for path in project.rglob("*.*") if path.suffix in (".sql", ".yml", ".md") and "target" not in path.parts]
    stamps = [f"{path} {path.stat().st_mtime_ns} {path.stat().st_size}" for path in sorted(found)]
    return hashlib.md5("\n".join(stamps).encode()).hexdigest()


def parsed(project: Path, target: str, variables: dict[str, object]) -> Manifest | None:
    """The project as dbt parses it, where it can: once for all dates, since as_of is read when a model is compiled.

    What dbt notes while it parses is kept for the next copy that is given the same variables: parsing anew costs as much as
    building. dbt only takes it where the path of the database is the same, hence the relative one.
    """
    given = [*of_target(target), "--vars", str({name: value for name, value in variables.items() if name != "as_of"})]
    key = (project, files_of(project), str(given))
    if key not in LAST:
        kept = shared_folder() / f"parsed-{hashlib.md5(str(given).encode()).hexdigest()}.msgpack"
        notes = project / "target" / "partial_parse.msgpack"
        if kept.exists() and not notes.exists():
            notes.parent.mkdir(exist_ok=True)
            shutil.copy(kept, notes)
        result = invoke([*QUIET, "parse", *given])
        if notes.exists() and not kept.exists():
            shutil.copy(notes, kept.with_suffix(f".{os.getpid()}"))
            kept.with_suffix(f".{os.getpid()}").replace(kept)
        LAST.clear()
        if not result.success:
            return None
        for node in result.result.nodes.values():
            # What was kept names the folder of another copy, whose rows are not those that are there when seeds are loaded.
            if node.resource_type == "seed":
                node.root_path = str(project)
        LAST[key] = result.result
    return LAST[key]


def dbt(project: Path, *arguments: str, target: str = "duckdb", **variables: object):
    """Run dbt in this process on the project in a folder; its result."""
    given = [*of_target(target), "--vars", str(variables)]
    os.environ["DUCKDB_PATH"] = "warehouse.duckdb"
    with contextlib.chdir(project):
        # What dbt was told to parse or to write down it does itself.
        manifest = None if {"parse", "--write-json"} & set(arguments) else parsed(project, target, variables)
        result = invoke([*QUIET, *arguments, *given], manifest=manifest)
    # Else the next project would get the connection to this one's database, whose path reads the same.
    DuckDBConnectionManager.close_all_connections()
    os.environ["DUCKDB_PATH"] = str(project / "warehouse.duckdb")
    return result


def assert_passed(result, failing: Iterable[str] = ()) -> None:
    """All of it succeeded, but for the tests that must fail."""
    ended = [node for node in result.result or [] if node.status in ("error", "fail")]
    if failing:
        assert {node.node.name for node in ended} == set(failing)
        assert not [node.node.name for node in result.result if node.status == "skipped"]
        return
    # What an operation gives has no node.
    failed = [f"{node.node.name if hasattr(node, 'node') else node.unique_id}: {node.message}" for node in ended]
    assert result.success, "\n".join(failed) or result.exception


# Copies of an activity are one.
ACTIVITIES = (
    "select distinct activity_id, lead_id, activity_type, occurred_at from stg_activity_records "
    "semi join int_activities_deduped using (activity_key)"
)


def results(project: Path, **variables: object) -> dict[str, list[dict[str, object]]]:
    """What the project knows of each lead and makes of it: its score, why, and its stage."""
    named = ["int_leads", "int_sales_outcomes", "lead_scores", "lead_score_reasons", "lead_stages"]
    assert_passed(dbt(project, "seed", **variables))
    assert_passed(dbt(project, "run", "--select", *(f"+{name}" for name in named), **variables))
    marts = Marts(project / "warehouse.duckdb")
    found = {name: marts.rows(name) for name in named} | {"activities": marts.query(ACTIVITIES)}
    # The number of a lead is its place among all.
    return {
        name: sorted(({column: row[column] for column in row if column != "lead_number"} for row in rows), key=str)
        for name, rows in found.items()
    }


def marts_of(manifest: dict) -> dict[str, dict]:
    """What people read, by name: the models of a manifest in the schema without a suffix."""
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    return {node["name"]: node for node in models if node["schema"] == "analytics"}


def copy_of_project(folder: Path) -> Path:
    """A copy of what dbt reads, in which a first run records no past: that takes four times as long as the run itself.

    One model is built at a time on DuckDB, by one thread, since another process of tests keeps the other core busy.
    """
    for name in ["dbt_project.yml", "profiles.yml", "models", "macros", "tests", "seeds"]:
        source = PROJECT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    settings = folder / "dbt_project.yml"
    settings.write_text(settings.read_text().replace("  history_days: 90\n", "  history_days: 0\n"))
    profiles = folder / "profiles.yml"
    one_thread = profiles.read_text().replace("threads: 2", "threads: 1", 1)
    profiles.write_text(one_thread.replace("      settings:\n", "      settings:\n        threads: 1\n", 1))
    return folder


def write_raw(project: Path, tables: dict[str, Iterable[Row]]) -> None:
    assert set(tables) <= set(COLUMNS), f"there is no raw table {set(tables) - set(COLUMNS)}"
    for table, columns in COLUMNS.items():
        with (project / "seeds" / "raw" / f"sample_{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(tables.get(table, []))
