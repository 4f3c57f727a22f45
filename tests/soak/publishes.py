"""Readers, in processes of their own, ask for all marts in a loop while runs are published: no error, no mixed query."""

import json
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb

from lead_scoring.dbt_commands import environment
from lead_scoring.publish.marts import publish
from tests.project import PROJECT
from tests.soak.folder import FOLDER, Figures, Soak
from tests.soak.process import SoakError

NAME = "readers of published marts"
READERS = 2
EMPTY = {"queries": 0, "runs": [], "mixed": 0, "half": 0, "errors": []}


def run(soak: Soak) -> Figures:
    """What `make soak` does: the sample, built and tested once, is published again and again as another run."""
    started, warehouse = time.monotonic(), FOLDER / "publishes.duckdb"
    with environment(DUCKDB_PATH=str(warehouse)):
        command = [Path(sys.executable).with_name("dbt"), "-q", "build", "--exclude-resource-type", "unit_test"]
        subprocess.run(command, cwd=soak.project, check=True)
    figures = publish_often(warehouse, FOLDER / "published", soak.settings["publishes"])
    bad = {name: figures[name] for name in ("mixed", "half", "errors") if figures[name]}
    return figures | {
        "differences": [f"{name}: {value}" for name, value in bad.items()],
        "seconds": round(time.monotonic() - started),
    }


def told(figures: Figures) -> list[str]:
    """The figures in words."""
    said = [f"{figures['publishes']} runs published", f"{READERS} readers met {figures['runs_met']} of them"]
    said.append(f"{figures['queries']:,} queries on all marts")
    return [*said, *(f"{figures[name]} {name}" for name in ("mixed", "half")), f"{len(figures['errors'])} errors"]


def publish_often(warehouse: Path, folder: Path, times: int) -> Figures:
    """Publish so many runs, and what the readers met meanwhile: queries, runs, and what should not be."""
    with environment(DUCKDB_PATH=str(warehouse), PUBLISHED=str(folder)):
        as_run(warehouse, 0)
        publish({})
        with readers(READERS, "tests.soak.reader", str(folder / "bi.duckdb")) as met:
            for number in range(1, times + 1):
                as_run(warehouse, number)
                publish({})
                print(f"  published {number} of {times}", flush=True)
    total = {name: sum((found[name] for found in met), start) for name, start in EMPTY.items() if name != "runs"}
    return {"publishes": times, "runs_met": len({run for found in met for run in found["runs"]}), **total}


def as_run(warehouse: Path, number: int) -> None:
    """The marts of the warehouse are those of another run."""
    with duckdb.connect(warehouse) as connection:
        connection.execute("update analytics_build.built_marts set run_id = ?", [f"20990101_{number:06}_0a1b2c3d"])


@contextmanager
def readers(number: int, *command: str) -> Iterator[list[dict[str, object]]]:
    """So many processes that read until the block ends; then the list holds what each met."""
    met: list[dict[str, object]] = []
    processes = [
        subprocess.Popen(
            [sys.executable, "-m", *command],
            cwd=PROJECT,
            env={**os.environ, "PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(number)
    ]
    try:
        for process in processes:
            process.stdout.readline()
        yield met
        for process in processes:
            said, _ = process.communicate(timeout=600)
            if process.returncode:
                raise SoakError(f"{command[0]} ended with {process.returncode}.")
            met.append(json.loads(said))
    finally:
        for process in processes:
            process.kill()
            process.wait()
