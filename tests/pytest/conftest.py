"""One fixture that takes raw rows as plain dicts and gives back the marts, and one that gives the built sample."""

import contextlib
import csv
import hashlib
import os
import shutil
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path

import duckdb
import pytest
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.cli.main import dbtRunner
from filelock import FileLock

from tools.blocks import Block, read_blocks
from tools.contract import COLUMNS

PROJECT = Path(__file__).parents[2]
Row = dict[str, str]


def shared_folder() -> Path:
    """The folder that all processes of one run of the tests share; pytest removes it with those of the runs before."""
    return Path(os.environ["TESTS_SHARE"])


@pytest.fixture(scope="session", autouse=True)
def share(tmp_path_factory: pytest.TempPathFactory) -> None:
    own = tmp_path_factory.getbasetemp()
    os.environ["TESTS_SHARE"] = str(own.parent if "PYTEST_XDIST_WORKER" in os.environ else own)


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


def dbt(project: Path, *arguments: str, **variables: object):
    """Run dbt in this process on the project in a folder; its result.

    What dbt parses of the project is kept for the next copy that is given the same variables: parsing anew costs as much as
    building. dbt only takes it where the path of the database is the same, hence the relative one.
    """
    given = ["--vars", str(variables)] if variables else []
    kept = shared_folder() / f"parsed-{hashlib.md5(str(variables).encode()).hexdigest()}.msgpack"
    parsed = project / "target" / "partial_parse.msgpack"
    if kept.exists() and not parsed.exists():
        parsed.parent.mkdir(exist_ok=True)
        shutil.copy(kept, parsed)
    os.environ["DUCKDB_PATH"] = "warehouse.duckdb"
    with contextlib.chdir(project):
        result = dbtRunner().invoke(["--no-version-check", "--quiet", *arguments, *given])
    # Else the next project would get the connection to this one's database, whose path reads the same.
    DuckDBConnectionManager.close_all_connections()
    os.environ["DUCKDB_PATH"] = str(project / "warehouse.duckdb")
    if parsed.exists() and not kept.exists():
        shutil.copy(parsed, kept.with_suffix(f".{os.getpid()}"))
        kept.with_suffix(f".{os.getpid()}").replace(kept)
    return result


def assert_passed(result) -> None:
    failed = [f"{node.node.name}: {node.message}" for node in result.result or [] if node.status in ("error", "fail")]
    assert result.success, "\n".join(failed) or result.exception


def copy_of_project(folder: Path) -> Path:
    for name in ["dbt_project.yml", "profiles.yml", "models", "macros", "tests", "seeds"]:
        source = PROJECT / name
        (shutil.copytree if source.is_dir() else shutil.copy)(source, folder / name)
    return folder


def write_raw(project: Path, tables: dict[str, Iterable[Row]]) -> None:
    assert set(tables) <= set(COLUMNS), f"there is no raw table {set(tables) - set(COLUMNS)}"
    for table, columns in COLUMNS.items():
        with (project / "seeds" / "raw" / f"sample_{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, columns, restval="", lineterminator="\n")
            writer.writeheader()
            writer.writerows(tables.get(table, []))


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Marts]:
    """build(leads=[...], activities=[...], as_of="2026-03-02 08:00:00") runs the whole project on these rows.

    A table that is not given is empty, a column that is not given is empty text. Every data test must pass, unless
    with_tests is false.
    """

    def build_rows(with_tests: bool = True, as_of: str = "2026-03-02 08:00:00", **tables: Iterable[Row]) -> Marts:
        project = copy_of_project(tmp_path_factory.mktemp("project"))
        write_raw(project, tables)
        kinds = ["unit_test"] if with_tests else ["unit_test", "test"]
        skipped = [word for kind in kinds for word in ("--exclude-resource-type", kind)]
        result = dbt(project, "build", *skipped, as_of=as_of)
        assert_passed(result)
        return Marts(project / "warehouse.duckdb")

    return build_rows


@pytest.fixture(scope="session")
def sample() -> Marts:
    """The sample as `dbt seed && dbt run && dbt test` leave it, unit tests among them; built once for all processes."""
    project = shared_folder() / "sample"
    with FileLock(f"{project}.lock"):
        if not (project / "passed").exists():
            project.mkdir(exist_ok=True)
            copy_of_project(project)
            for command in ("seed", "run", "test"):
                assert_passed(dbt(project, command))
            (project / "passed").touch()
    return Marts(project / "warehouse.duckdb")


@pytest.fixture(scope="session")
def blocks(tmp_path_factory: pytest.TempPathFactory) -> list[Block]:
    """What the analysts' files say; read in a copy, so that two processes do not write the same notes of dbt."""
    return read_blocks(copy_of_project(tmp_path_factory.mktemp("blocks")))
