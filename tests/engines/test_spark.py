"""The project on a Spark of its own, in this process: every table as on DuckDB."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from inputs import TYPED, WEB, append_awkward_leads, make_typed_tables, make_web_events
from parity import differences, duckdb_rows, tables_in_order
from spark_session import Spark, spark_session

from tests.project import assert_passed, copy_of_project, dbt


@pytest.fixture(scope="module")
def spark(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Spark]:
    with spark_session(tmp_path_factory.mktemp("spark")) as started:
        yield started


def on_spark(project: Path, *arguments: str, **variables: object):
    return dbt(project, *arguments, "--target", "spark", **variables)


def assert_same(spark: Spark, project: Path) -> None:
    """Every table that dbt has built of the project is the same on both engines."""
    tables = tables_in_order(project)
    assert "qualified_leads" in tables
    told = differences(tables, duckdb_rows(project / "warehouse.duckdb"), spark.rows)
    assert not told, "\n".join(told)


def test_the_sample_and_awkward_text_are_the_same_and_a_second_run_adds_to_the_history(spark: Spark, tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    append_awkward_leads(project)
    for command in ("seed", "run"):
        assert_passed(dbt(project, command))
    for command in ("seed", "run", "test"):
        assert_passed(on_spark(project, command))
    assert_same(spark, project)
    for run in (dbt, on_spark):
        assert_passed(run(project, "run", "--select", "run_history"))
    assert len(spark.rows("run_history")[1]) == 2
    assert_same(spark, project)


def build_on_both(spark: Spark, project: Path, schema: str, variables: dict[str, object]) -> None:
    """What stands in a schema of the project's DuckDB file, copied to Spark, and built on both."""
    spark.forget()
    spark.copy_from(project / "warehouse.duckdb", schema, project)
    assert_passed(dbt(project, "build", "--exclude-resource-type", "test", "unit_test", **variables))
    assert_passed(on_spark(project, "build", "--exclude-resource-type", "test", "unit_test", **variables))
    assert_same(spark, project)


def test_typed_tables_are_the_same(spark: Spark, tmp_path: Path) -> None:
    make_typed_tables(copy_of_project(tmp_path) / "warehouse.duckdb", tmp_path / "parquet")
    build_on_both(spark, tmp_path, "crm", TYPED)


def test_events_of_a_web_shop_are_the_same(spark: Spark, tmp_path: Path) -> None:
    make_web_events(copy_of_project(tmp_path) / "warehouse.duckdb")
    build_on_both(spark, tmp_path, "analytics_raw", WEB)
