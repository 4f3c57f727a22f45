"""Run the project and a hand-written rival over the same invented data; print times, memory and whether they agree.

`python -m benchmarks.compare --leads 1000000 --activities 20000000` generates the data if it is not there yet, builds with
`dbt run` and with the rival in turn, each in a process of its own and into a new database file, and ends with status 1
where qualified leads, scores or reasons differ. See benchmarks/README.md.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import duckdb
import yaml

ROOT = Path(__file__).parents[1]
AS_OF = "2026-01-01 08:00:00"  # the moment that the invented data ends
COLUMNS = {
    "qualified_leads": "lead_id, stage, qualified_by, fit_score, engagement_score, intent_score, lead_score, grade",
    "lead_score_reasons": "lead_id, dimension, criterion, reason, points",
}


class StepFailed(Exception):
    """A process ended with an error; the text is what it printed."""


@dataclass(frozen=True)
class Cost:
    """What one process took: wall time and CPU time in seconds, highest resident memory in GiB."""

    seconds: float
    cpu_seconds: float
    gib: float

    def __str__(self) -> str:
        return f"{self.seconds:7.1f} s  {self.cpu_seconds:7.1f} s of CPU  {self.gib:5.2f} GiB"


def measured(command: list[str], environment: dict[str, str]) -> tuple[Cost, str]:
    """Run a command and wait for it: its cost and what it printed."""
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        process = subprocess.Popen(command, cwd=ROOT, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT)
        # wait4 tells of this process alone (and its children), where getrusage would tell the highest of all so far.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - started
        output.seek(0)
        said = output.read().decode()
    if process.returncode:
        raise StepFailed(said)
    gib = usage.ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, gib), said


class Dbt:
    """The project, run in a scratch folder with a profile that sets what the rival gets too."""

    def __init__(self, scratch: Path, threads: int, memory: str | None) -> None:
        self.scratch = scratch
        self.database = scratch / "project.duckdb"
        profile = yaml.safe_load((ROOT / "profiles.yml").read_text(encoding="utf-8"))["qualified_leads"]["outputs"]["duckdb"]
        profile |= {"threads": threads, "settings": settings(threads, memory)}
        outputs = {"target": "duckdb", "outputs": {"duckdb": profile}}
        (scratch / "profiles.yml").write_text(yaml.safe_dump({"qualified_leads": outputs}), encoding="utf-8")

    def command(self, name: str) -> tuple[Cost, str]:
        here = self.scratch
        folders = {"--profiles-dir": here, "--target-path": here / "target", "--log-path": here / "logs"}
        variables = json.dumps({"connectors": ["tables"], "as_of": AS_OF})
        return measured(
            [sys.executable, "-m", "dbt.cli.main", "--no-version-check", name, "--vars", variables]
            + [str(part) for option in folders.items() for part in option],
            {"DUCKDB_PATH": str(self.database), "DBT_SCHEMA": "analytics", "DBT_SEND_ANONYMOUS_USAGE_STATS": "false"},
        )

    def slowest_models(self) -> list[tuple[str, float]]:
        """The ten models that took longest in the last command, with their seconds."""
        results = json.loads((self.scratch / "target" / "run_results.json").read_text(encoding="utf-8"))["results"]
        times = [(result["unique_id"].split(".")[-1], result["execution_time"]) for result in results]
        return sorted(times, key=lambda model: -model[1])[:10]


def settings(threads: int, memory: str | None) -> dict[str, str | int]:
    return {"threads": threads} | ({"memory_limit": memory} if memory else {})


def make_warehouse(database: Path, folder: Path) -> None:
    """A new database whose raw tables are views over the Parquet files."""
    database.unlink(missing_ok=True)
    with duckdb.connect(str(database)) as connection:
        connection.execute("create schema analytics_raw")
        files = ("raw_leads", "raw_leads.parquet"), ("raw_activities", "raw_activities/*.parquet")
        for table, pattern in (*files, ("raw_sales_outcomes", "raw_sales_outcomes.parquet")):
            connection.execute(f"create view analytics_raw.{table} as select * from read_parquet('{folder / pattern}')")


def differences(project: Path, rival: Path) -> dict[str, tuple[int, int, int]]:
    """For each table: its rows in the project, and how many rows only the project and only the rival have."""
    found = {}
    with duckdb.connect() as connection:
        connection.execute(f"attach '{project}' as project (read_only); attach '{rival}' as rival (read_only)")
        for table, columns in COLUMNS.items():
            ours = f"select {columns} from project.analytics.{table}"
            theirs = f"select {columns} from rival.main.{table}"
            queries = ours, f"({ours}) except all ({theirs})", f"({theirs}) except all ({ours})"
            found[table] = tuple(connection.execute(f"select count(*) from ({query})").fetchone()[0] for query in queries)
    return found


def report(seeds: list[Cost], ours: list[Cost], theirs: list[Cost], models: list[tuple[str, float]]) -> None:
    print("\nThe slowest models of the last round")
    for name, seconds in models:
        print(f"  {seconds:7.1f} s  {name}")

    def middle(costs: list[Cost]) -> Cost:
        seconds, cpu = (statistics.median(getattr(cost, name) for cost in costs) for name in ("seconds", "cpu_seconds"))
        return Cost(seconds, cpu, max(cost.gib for cost in costs))

    print(f"\nMedian wall time and highest memory of {len(ours)} rounds")
    print(f"  dbt run   {middle(ours)}\n  the rival {middle(theirs)}")
    print(f"  dbt run takes {middle(ours).seconds / middle(theirs).seconds:.2f} times as long as the rival")
    by_cpu = middle(ours).cpu_seconds / middle(theirs).cpu_seconds
    print(f"  and {by_cpu:.2f} times its CPU time, which a busy machine disturbs less")
    both = middle(seeds).seconds + middle(ours).seconds
    print(f"  with dbt seed, {middle(seeds).seconds:.1f} s, {both / middle(theirs).seconds:.2f} times")


def compare(leads: int, activities: int, rounds: int, threads: int, memory: str | None) -> bool:
    """Whether both sides give the same rows."""
    folder = ROOT / "benchmarks" / "data" / f"{leads}x{activities}"
    if not (folder / "complete").exists():
        size = ["--leads", str(leads), "--activities", str(activities)]
        cost, _ = measured([sys.executable, "-m", "benchmarks.generate", *size, "--folder", str(folder)], {})
        (folder / "complete").touch()
        print(f"generated {cost}")
    seeds, ours, theirs = [], [], []
    with tempfile.TemporaryDirectory(dir=ROOT / "benchmarks" / "data") as scratch:
        dbt = Dbt(Path(scratch), threads, memory)
        target = Path(scratch) / "rival.duckdb"
        given = [str(folder), str(target), AS_OF, json.dumps(settings(threads, memory))]
        rival = [sys.executable, "-m", "benchmarks.rival", *given]
        for number in range(1, rounds + 1):
            make_warehouse(dbt.database, folder)
            target.unlink(missing_ok=True)
            seeds.append(dbt.command("seed")[0])
            for name in ("dbt run", "the rival") if number % 2 else ("the rival", "dbt run"):
                cost = dbt.command("run")[0] if name == "dbt run" else measured(rival, {})[0]
                (ours if name == "dbt run" else theirs).append(cost)
                print(f"round {number}  {name:<9} {cost}", flush=True)
        report(seeds, ours, theirs, dbt.slowest_models())
        found = differences(dbt.database, target)
    print()
    for table, (rows, only_ours, only_theirs) in found.items():
        print(f"  {table}: {rows:,} rows; only in the project {only_ours:,}, only in the rival {only_theirs:,}")
    is_equal = all(rows and not only_ours and not only_theirs for rows, only_ours, only_theirs in found.values())
    print("EQUAL" if is_equal else "NOT EQUAL")
    return is_equal


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--activities", type=int, default=20_000_000)
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="of DuckDB on both sides, and of dbt")
    parser.add_argument("--memory", help="DuckDB's memory_limit on both sides, such as 6GB; else its own default")
    given = parser.parse_args()
    try:
        return 0 if compare(given.leads, given.activities, given.rounds, given.threads, given.memory) else 1
    except StepFailed as failure:
        print(failure)
        return 1


if __name__ == "__main__":
    sys.exit(main())
