"""dbt on the Spark of this process, and what it has built there held against DuckDB."""

from pathlib import Path

import duckdb
from parity import differences, duckdb_rows, tables_in_order
from spark_session import Spark

from tests.project import dbt


def on_spark(project: Path, *arguments: str, **variables: object):
    return dbt(project, *arguments, "--target", "spark", **variables)


def assert_same(spark: Spark, project: Path) -> None:
    """Every table that dbt has built of the project is the same on both engines."""
    with duckdb.connect(project / "warehouse.duckdb", read_only=True) as connection:
        built = {name for (name,) in connection.execute("select table_name from information_schema.tables").fetchall()}
    tables = [table for table in tables_in_order(project) if table in built]
    assert {"qualified_leads", "recorded_stages", "load_reconciliation"} <= set(tables)
    told = differences(tables, duckdb_rows(project / "warehouse.duckdb"), spark.rows)
    assert not told, "\n".join(told)
