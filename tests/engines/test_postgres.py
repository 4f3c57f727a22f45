"""The project on a PostgreSQL server of its own: every table the same as on DuckDB, indexed, and open to a BI tool's role."""

from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from parity import differences, duckdb_rows, tables_in_order
from postgres_server import Server, postgres_server

from tests.project import assert_passed, copy_of_project, dbt

ALL_KINDS = ("seed", "view", "table", "incremental")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgres_server() as started:
        yield started


def on_postgres(server: Server, project: Path, *arguments: str, **variables: object):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        return dbt(project, *arguments, "--target", "postgres", **variables)


def assert_same(server: Server, project: Path) -> None:
    """Everything that dbt has built of the project, views too, is the same on both engines."""
    tables = tables_in_order(project, ALL_KINDS)
    assert "qualified_leads" in tables
    told = differences(tables, duckdb_rows(project / "warehouse.duckdb"), server.rows)
    assert not told, "\n".join(told)


@pytest.fixture(scope="module")
def sample(server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, Path]:
    """The sample on both engines, with every data test and unit test passed on PostgreSQL."""
    project, database = copy_of_project(tmp_path_factory.mktemp("sample")), server.create("sample")
    for command in ("seed", "run"):
        assert_passed(dbt(project, command))
    for command in ("seed", "run", "test"):
        assert_passed(on_postgres(database, project, command))
    return database, project


def test_the_sample_is_the_same(sample: tuple[Server, Path]) -> None:
    assert_same(*sample)
