"""Other inputs on a Spark of its own: every table as on DuckDB. A file apart, so that two processes share the work."""

from pathlib import Path

from inputs import TYPED, WEB, make_typed_tables, make_web_events
from on_spark import assert_same, on_spark
from spark_session import Spark

from tests.project import assert_passed, copy_of_project, dbt


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
