"""dbt on the Spark of this process, and what it has built there held against DuckDB."""

from pathlib import Path

from parity import built_on_duckdb, differences, duckdb_rows
from spark_session import Spark

from tests.project import dbt


def on_spark(project: Path, *arguments: str, **variables: object):
    return dbt(project, *arguments, target="spark", **variables)


def assert_same(spark: Spark, project: Path, *expected: str) -> None:
    """Every table that dbt has built of the project, those expected among them, is the same on both engines."""
    tables = built_on_duckdb(project)
    assert set(expected) <= set(tables)
    told = differences(tables, duckdb_rows(project / "warehouse.duckdb"), spark.rows)
    assert not told, "\n".join(told)
