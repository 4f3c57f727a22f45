"""A Spark of one's own: in this process and a temporary folder, with what makes many small queries cheap."""

import contextlib
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
from pyspark.sql import SparkSession

from tests.engines.parity import SCHEMAS, Table

# dbt-spark takes the session that there is, and cannot change these any more. Nothing is to outlive the process, so the
# catalogue stays in memory. Planning, compiling and starting tasks cost more than the few rows of a test: no code is
# generated for a query, Java's own compiler stops early, and a table is read by one task. Where it stops early, Java keeps a
# fifth of the usual room for what it compiles, which several connectors fill: it gets what is usual. Each small table of a
# join takes a megabyte until it is collected: with less memory Java does little else in the end.
SETTINGS = {
    "spark.master": "local[2]",
    "spark.sql.catalogImplementation": "in-memory",
    "spark.driver.memory": "4g",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.extraJavaOptions": "-XX:TieredStopAtLevel=1 -XX:ReservedCodeCacheSize=240m -XX:+UseSerialGC",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.files.minPartitionNum": "1",
    "spark.sql.shuffle.partitions": "2",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


def parquet_rows(folder: Path, table: str) -> Table:
    """A table that dbt has built: the names of its columns, and its rows, as its Parquet files hold them."""
    (files,) = [path for name in SCHEMAS for path in folder.glob(f"{name}.db/{table}")]
    with duckdb.connect() as connection:
        # Files of a partitioned table lie in folders of their own.
        result = connection.execute(f"select * from read_parquet('{files}/**/*.parquet', hive_partitioning = true)")
        return [column[0] for column in result.description], result.fetchall()


@dataclass(frozen=True)
class Spark:
    session: SparkSession
    folder: Path

    def rows(self, table: str) -> Table:
        (files,) = [path for name in SCHEMAS for path in self.folder.glob(f"{name}.db/{table}")]
        if not any(files.glob("**/*.parquet")):
            # Made, and nothing written yet.
            return self.session.table(f"{files.parent.stem}.{table}").columns, []
        return parquet_rows(self.folder, table)

    def copy_from(self, warehouse: Path, schema: str, folder: Path) -> None:
        """The tables of a schema of a DuckDB file, with their types, by way of Parquet."""
        self.session.sql(f"create database if not exists {schema}")
        with duckdb.connect(warehouse, read_only=True) as connection:
            connection.execute("set timezone = 'UTC'")
            names = connection.execute("select table_name from duckdb_tables() where schema_name = ?", [schema]).fetchall()
            for (name,) in names:
                connection.execute(f"copy {schema}.{name} to '{folder}/{name}.parquet' (format parquet)")
                self.session.sql(f"create table {schema}.{name} using parquet location '{folder}/{name}.parquet'")


@contextlib.contextmanager
def spark_session(folder: Path) -> Iterator[Spark]:
    logging.getLogger("py4j").setLevel(logging.ERROR)
    session = SparkSession.builder.config(map=SETTINGS | {"spark.sql.warehouse.dir": str(folder)}).getOrCreate()
    try:
        yield Spark(session, folder)
    finally:
        session.stop()
