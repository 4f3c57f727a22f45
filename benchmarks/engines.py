"""`dbt run` on one engine alone: how long, and which models took longest.

DuckDB reads the Parquet files, Spark has them as tables, into PostgreSQL they are loaded first; loading is not timed.
PostgreSQL's server is of a temporary folder and ends with the run.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from benchmarks.measure import ROOT, Cost, measured
from benchmarks.sides import create_views, dbt_command, slowest_models

TABLES = {
    "raw_leads": "raw_leads.parquet",
    "raw_sales_outcomes": "raw_sales_outcomes.parquet",
    "raw_activities": "raw_activities",
}
# A server for analysis: on a quarter of this machine's memory, and nothing on disk that must outlive a crash.
SERVER = {"shared_buffers": "2GB", "work_mem": "256MB", "maintenance_work_mem": "512MB", "max_wal_size": "16GB"}
CREATE_TABLES = """
import sys
from pyspark.sql import SparkSession
folder, tables = sys.argv[1], sys.argv[2:]
session = SparkSession.builder.config("spark.sql.warehouse.dir", folder).config(
    "spark.driver.extraJavaOptions", "-Dderby.system.home=" + folder
).config("spark.driver.host", "127.0.0.1").config("spark.log.level", "ERROR").enableHiveSupport().getOrCreate()
session.sql("create database analytics_raw")
for table, path in zip(tables[::2], tables[1::2]):
    session.sql(f"create table analytics_raw.{table} using parquet location '{path}'")
"""


@contextmanager
def postgres(folder: Path, scratch: Path) -> Iterator[dict[str, str]]:
    """A server that holds the raw tables; what dbt's environment has to say of it."""
    from tests.engines.postgres_server import postgres_server  # Here, since the other engines do not need its driver.

    loading = scratch / "loading.duckdb"
    with duckdb.connect(str(loading)) as connection:
        connection.execute("create schema analytics_raw")
        for table, path in TABLES.items():
            files = folder / path if path.endswith(".parquet") else folder / path / "*.parquet"
            connection.execute(f"create table analytics_raw.{table} as from read_parquet('{files}')")
    with postgres_server(**SERVER) as server:
        server.copy_from(loading, "analytics_raw", scratch)
        server.execute("analyze")
        yield server.environment


@contextmanager
def spark(folder: Path, scratch: Path) -> Iterator[dict[str, str]]:
    """A catalogue in which the files are tables."""
    tables = [word for table, path in TABLES.items() for word in (table, str(folder / path))]
    measured([sys.executable, "-c", CREATE_TABLES, str(scratch / "spark"), *tables], {})
    yield {"SPARK_FOLDER": str(scratch / "spark"), "SPARK_MEMORY": "8g"}


@contextmanager
def duckdb_file(folder: Path, scratch: Path) -> Iterator[dict[str, str]]:
    """A file in which the files are views."""
    create_views(scratch / "project.duckdb", folder)
    yield {"DUCKDB_PATH": str(scratch / "project.duckdb")}


ENGINES = {"duckdb": duckdb_file, "postgres": postgres, "spark": spark}


def cost_on(engine: str, folder: Path, scratch: Path) -> tuple[Cost, list[tuple[str, float]]]:
    """What `dbt run` costs after `dbt seed`, with the project's own profile, and its three slowest models."""
    with ENGINES[engine](folder, scratch) as environment:
        for command in ("seed", "run"):
            cost = dbt_command(command, engine, ROOT, scratch, environment)
    return cost, slowest_models(scratch)[:3]
