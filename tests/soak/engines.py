"""PostgreSQL and Spark: a few dates, one of them run twice, then rebuilt, end in DuckDB's history of the same dates.

A server, and a Spark with its catalogue in memory, end with the soak: one that was stopped here begins here again.
"""

import contextlib
import shutil
import time
from collections.abc import Iterator

from tests.engines.parity import Engine, differences_of_rows, duckdb_rows
from tests.engines.postgres_server import postgres_server
from tests.engines.spark_session import parquet_rows
from tests.soak.folder import FOLDER, Figures, Soak
from tests.soak.process import Recorder

DAYS = 5
RUN_TWICE = 2
TABLE = "lead_stage_log"


@contextlib.contextmanager
def postgres() -> Iterator[tuple[dict[str, str], Engine]]:
    with postgres_server() as server:
        yield server.environment, server.rows


@contextlib.contextmanager
def spark() -> Iterator[tuple[dict[str, str], Engine]]:
    folder = FOLDER / "spark"
    shutil.rmtree(folder, ignore_errors=True)
    yield {"SPARK_FOLDER": str(folder)}, lambda table: parquet_rows(folder, table)


ENGINES = {"postgres": postgres, "spark": spark}


def run(soak: Soak, target: str) -> Figures:
    started, moments = time.monotonic(), soak.moments(DAYS)
    dates = [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in moments]
    path = FOLDER / "engines.duckdb"
    path.unlink(missing_ok=True)
    with soak.recorder("duckdb", DUCKDB_PATH=str(path)) as process:
        record(process, "duckdb", dates)
    expected = duckdb_rows(path)(TABLE)
    with ENGINES[target]() as (environment, rows), soak.recorder(target, **environment) as process:
        record(process, target, sorted([*dates, dates[RUN_TWICE]]))
        found = [rows(TABLE)]
        told(process, target, f"rebuild {moments[0].isoformat()} {moments[-1].isoformat()}")
        found.append(rows(TABLE))
    return {
        "dates": DAYS,
        "runs": 3 * DAYS + 1,
        "rows": [len(rows) for _, rows in (expected, *found)],
        "differences": [line for table in found for line in differences_of_rows(TABLE, expected, table)],
        "seconds": round(time.monotonic() - started),
    }


def record(process: Recorder, target: str, dates: list[str]) -> None:
    for command in ["seed", *[f"record {date}" for date in dates]]:
        told(process, target, command)


def told(process: Recorder, target: str, command: str) -> None:
    started = time.monotonic()
    process.do(command)
    print(f"  {target}: {command} ({time.monotonic() - started:.1f} s)", flush=True)
