"""Run the project and two hand-written rivals over the same invented data; print one table, and keep what was measured.

`python -m benchmarks.bench` generates the data if it is not there yet, then lets `dbt run`, a DuckDB script and a Polars
script build the same tables in turn, each in a process of its own and into new files. No table is printed, and the status is
1, where qualified leads, scores or reasons differ. See benchmarks/README.md.
"""

import argparse
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict
from pathlib import Path

from benchmarks import results
from benchmarks.compare import differences
from benchmarks.engines import ENGINES, cost_on
from benchmarks.measure import ROOT, Cost, StepFailed, measured, middle
from benchmarks.sides import LIST_ONLY, Dbt, Polars, Script, Side, slowest_models

DATA = ROOT / "benchmarks" / "data"


class NotEqual(Exception):
    """Two sides give different rows; the text says which."""


def data_of(leads: int, activities: int, history: int | None) -> Path:
    """The folder of the raw files, generated where they are not there yet. A mark says that a folder was finished."""
    folder = DATA / f"{leads}x{activities}"
    size = ["--leads", str(leads), "--activities", str(activities), "--folder", str(folder)]
    steps = {"complete": []} | ({f"complete-{history}": ["--history", str(history)]} if history else {})
    for mark, options in steps.items():
        if not (folder / mark).exists():
            print(f"generating  {measured([sys.executable, '-m', 'benchmarks.generate', *size, *options], {})}", flush=True)
            (folder / mark).touch()
    return folder


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """Beside the data, where there is room."""
    with tempfile.TemporaryDirectory(dir=DATA) as scratch:
        yield Path(scratch)


def read_once(folder: Path) -> None:
    """Every file once, so that whoever runs first finds them in memory as the others do."""
    for file in sorted(folder.rglob("*.parquet")):
        with file.open("rb") as opened:
            while opened.read(2**24):
                pass


def check(first: Side, second: Side) -> dict[str, int]:
    """The rows of each table, where both sides have the same ones."""
    found = differences(first, second)
    if not all(table.is_equal for table in found):
        lines = [
            f"  {table.table}: {table.rows:,} rows, {table.only_first:,} only from {first.name}, "
            f"{table.only_second:,} only from {second.name}"
            for table in found
        ]
        raise NotEqual("\n".join([f"NOT EQUAL: {first.name} and {second.name}", *lines]))
    return {table.table: table.rows for table in found}


def rivals(leads: int, activities: int, rounds: int, threads: int, memory: str) -> dict:
    """The project, all of it and what makes the list alone, against both scripts."""
    folder = data_of(leads, activities, None)
    read_once(folder)
    with scratch_folder() as scratch:
        dbt = Dbt(scratch, threads, memory)
        (scratch / "list").mkdir()
        list_only = Dbt(scratch / "list", threads, memory, "dbt run, list only", LIST_ONLY)
        sides: list[Side] = [dbt, list_only, Script(folder, scratch, threads, memory), Polars(folder, scratch, threads)]
        costs: dict[str, list[Cost]] = {side.name: [] for side in sides}
        seeds = []
        for number in range(rounds):
            seeds += [ours.prepare(folder) for ours in (dbt, list_only)]
            first = number % len(sides)
            for side in sides[first:] + sides[:first]:
                costs[side.name].append(side.run())
                print(f"round {number + 1}  {side.name:<18} {costs[side.name][-1]}", flush=True)
            equal = [check(dbt, other) for other in sides[1:]]
        print("\nThe slowest models of the last round")
        for name, seconds in slowest_models(scratch):
            print(f"  {seconds:7.1f} s  {name}")
    return {
        "kind": "rivals",
        **results.conditions(),
        "leads": leads,
        "activities": activities,
        "threads": threads,
        "memory_limit": memory,
        "rounds": rounds,
        "equal_rows": equal[0],
        "seed_seconds": middle(seeds).seconds,
        "sides": [{"name": side.name, **asdict(middle(costs[side.name]))} for side in sides],
    }


def history(leads: int, activities: int, times: int, rounds: int, threads: int, memory: str) -> dict:
    """`dbt run` with and without activities from before the look-back."""
    folder = data_of(leads, activities, times)
    read_once(folder)
    with scratch_folder() as scratch:
        sides = []
        for name in ("without older", "with older"):
            (scratch / name).mkdir()
            sides.append(Dbt(scratch / name, threads, memory, name))
        costs: dict[str, list[Cost]] = {side.name: [] for side in sides}
        for number in range(rounds):
            for side in sides if number % 2 == 0 else reversed(sides):
                side.prepare(folder, with_history=side is sides[1])
                costs[side.name].append(side.run())
                print(f"round {number + 1}  {side.name:<14} {costs[side.name][-1]}", flush=True)
            equal = check(*sides)
    return {
        "kind": "history",
        **results.conditions(),
        "leads": leads,
        "activities": activities,
        "history": times,
        "threads": threads,
        "memory_limit": memory,
        "rounds": rounds,
        "equal_rows": equal,
        "without": asdict(middle(costs[sides[0].name])),
        "with": asdict(middle(costs[sides[1].name])),
    }


def alone(engine: str, leads: int, activities: int) -> dict:
    """`dbt run` on one engine, against nothing."""
    folder = data_of(leads, activities, None)
    read_once(folder)
    with scratch_folder() as scratch:
        cost, slowest = cost_on(engine, folder, scratch)
    return {
        "kind": "alone",
        **results.conditions(),
        "engine": engine,
        "leads": leads,
        "activities": activities,
        "seconds": cost.seconds,
        # Of DuckDB, which works inside dbt's process; a server and Java have memory of their own.
        "gib": cost.gib if engine == "duckdb" else None,
        "slowest": slowest,
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leads", type=int, default=1_000_000)
    parser.add_argument("--activities", type=int, nargs="+", default=[5_000_000], help="one comparison for each number")
    parser.add_argument("--history", type=int, help="time dbt run with so many times as many older activities, and without")
    parser.add_argument("--engine", choices=ENGINES, help="time dbt run on this engine, against nothing")
    parser.add_argument("--rounds", type=int, default=1)
    parser.add_argument("--threads", type=int, default=2, help="of each side")
    parser.add_argument(
        "--memory", default="6GB", help="DuckDB's memory_limit for dbt and the script; 6GB, as in profiles.yml"
    )
    given = parser.parse_args()
    measure = (given.rounds, given.threads, given.memory)
    found = []
    try:
        for activities in given.activities:
            if given.engine:
                found.append(alone(given.engine, given.leads, activities))
            elif given.history:
                found.append(history(given.leads, activities, given.history, *measure))
            else:
                found.append(rivals(given.leads, activities, *measure))
    except (StepFailed, NotEqual) as failure:
        print(failure)
        return 1
    for result in found:
        results.record(result)
    print("\n" + "\n".join(results.tables(found)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
