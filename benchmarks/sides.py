"""What is compared: the project and its rivals, each run in a process of its own and into new files."""

import json
import shutil
import sys
from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path

import duckdb
import yaml

from benchmarks.measure import ROOT, Cost, measured

AS_OF = "2026-01-01 08:00:00"  # the moment that the invented data ends
# What the scripts give, and all that it is made of. By its path: the project has the name of the list too.
LIST_ONLY = "--select", "+lead_score_reasons", "+path:models/marts/sales/qualified_leads.sql"


def settings(threads: int, memory: str) -> dict[str, str | int]:
    """DuckDB's, the same for the project and the script."""
    return {"threads": threads, "memory_limit": memory}


def dbt_command(name: str, target: str, profiles: Path, scratch: Path, environment: dict[str, str], *options: str) -> Cost:
    """Run a command of dbt over the raw tables of connector `tables`; what it leaves behind goes into the scratch folder."""
    folders = {"--profiles-dir": profiles, "--target-path": scratch / "target", "--log-path": scratch / "logs"}
    variables = json.dumps({"connectors": ["tables"], "as_of": AS_OF})
    places = [str(part) for option in folders.items() for part in option]
    dbt = [sys.executable, "-m", "dbt.cli.main", "--no-version-check"]
    return measured(
        [*dbt, name, "--target", target, "--vars", variables, *places, *options],
        {"DBT_SCHEMA": "analytics", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"} | environment,
    )


def slowest_models(scratch: Path) -> list[tuple[str, float]]:
    """The ten models that took longest in the last command, with their seconds."""
    results = json.loads((scratch / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
    times = [(result["unique_id"].split(".")[-1], round(result["execution_time"], 1)) for result in results]
    return sorted(times, key=lambda model: -model[1])[:10]


def create_views(database: Path, folder: Path, with_history: bool = False) -> None:
    """A new DuckDB file whose raw tables are views over the Parquet files of a folder."""
    database.unlink(missing_ok=True)
    activities = ["raw_activities/*.parquet"] + ["older_activities/*/*.parquet"] * with_history
    tables = {"raw_leads": ["raw_leads.parquet"], "raw_sales_outcomes": ["raw_sales_outcomes.parquet"]}
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema analytics_raw")
        for table, patterns in (tables | {"raw_activities": activities}).items():
            files = [str(folder / pattern) for pattern in patterns]
            connection.execute(f"create view analytics_raw.{table} as select * from read_parquet({files})")


class Side(ABC):
    """One way to the list: its name in tables, how to run it, and where its tables are."""

    name: str

    @abstractmethod
    def run(self) -> Cost:
        """Build everything anew."""

    @abstractmethod
    def attach(self, connection: duckdb.DuckDBPyConnection) -> str:
        """Open the result; what is put around the name of a table to read it."""


class Dbt(Side):
    """The project, run in a scratch folder with a profile that sets what the script gets too."""

    def __init__(self, scratch: Path, threads: int, memory: str, name: str = "dbt run", options: Sequence[str] = ()) -> None:
        self.name = name
        self.scratch = scratch
        self.options = options
        self.database = scratch / "project.duckdb"
        profile = yaml.safe_load((ROOT / "profiles.yml").read_text(encoding="utf-8"))["lead_scoring"]["outputs"]["duckdb"]
        profile |= {"threads": threads, "settings": settings(threads, memory)}
        outputs = {"target": "duckdb", "outputs": {"duckdb": profile}}
        (scratch / "profiles.yml").write_text(yaml.safe_dump({"lead_scoring": outputs}), encoding="utf-8")

    def prepare(self, folder: Path, with_history: bool = False) -> Cost:
        """A new database whose raw tables are views over the Parquet files, and its lookups; what loading those took."""
        create_views(self.database, folder, with_history)
        return self.command("seed")

    def run(self) -> Cost:
        return self.command("run", *self.options)

    def command(self, name: str, *options: str) -> Cost:
        return dbt_command(name, "duckdb", self.scratch, self.scratch, {"DUCKDB_PATH": str(self.database)}, *options)

    def attach(self, connection: duckdb.DuckDBPyConnection) -> str:
        connection.execute(f"attach '{self.database}' as \"{self.name}\" (read_only)")
        return f'"{self.name}".analytics.{{}}'


class Script(Side):
    """The rival in SQL: one DuckDB script, into a database file."""

    name = "DuckDB script"

    def __init__(self, folder: Path, scratch: Path, threads: int, memory: str) -> None:
        self.folder = folder
        self.database = scratch / "script.duckdb"
        self.settings = settings(threads, memory)

    def run(self) -> Cost:
        self.database.unlink(missing_ok=True)
        given = [str(self.folder), str(self.database), AS_OF, json.dumps(self.settings)]
        return measured([sys.executable, "-m", "benchmarks.rival", *given], {})

    def attach(self, connection: duckdb.DuckDBPyConnection) -> str:
        connection.execute(f"attach '{self.database}' as script (read_only)")
        return "script.main.{}"


class Polars(Side):
    """The rival in Polars, into Parquet files."""

    name = "Polars script"

    def __init__(self, folder: Path, scratch: Path, threads: int) -> None:
        self.folder = folder
        self.target = scratch / "polars"
        self.threads = threads

    def run(self) -> Cost:
        shutil.rmtree(self.target, ignore_errors=True)
        command = [sys.executable, "-m", "benchmarks.polars_rival", str(self.folder), str(self.target), AS_OF]
        return measured(command, {"POLARS_MAX_THREADS": str(self.threads)})

    def attach(self, connection: duckdb.DuckDBPyConnection) -> str:
        return f"read_parquet('{self.target}/{{}}.parquet')"
