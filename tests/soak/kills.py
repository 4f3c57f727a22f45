"""`make run`, killed at random moments: what is published stays whole, and the next run ends in the undisturbed state."""

import contextlib
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator

import duckdb

from tests.engines.postgres_server import postgres_server
from tests.project import PROJECT
from tests.soak.folder import FOLDER, Figures, Soak
from tests.soak.process import SoakError

State = dict[str, list[str]]
# Whose rows tell of the run itself.
OF_THE_RUN = {"run_id", "published_at"}
GROWS = "run_history"
# Of the kills on DuckDB so many are done on PostgreSQL.
SHARE = {"duckdb": 1.0, "postgres": 0.4}


def run(soak: Soak, target: str) -> Figures:
    """The sample, run and killed, run and killed. On DuckDB a soak that was stopped goes on; a server ends with it."""
    started, wanted, partly = time.monotonic(), round(SHARE[target] * soak.settings["kills"]), f"kills on {target} so far"
    with ENGINES[target]() as (environment, published):
        seconds = run_to_end(soak, environment)
        expected, _ = published()
        before_it_stopped = soak.figures.get(partly) if target == "duckdb" else None
        done = before_it_stopped or {"kills": 0, "was_published": 0}
        for number in range(done["kills"], wanted):
            soak.check_time()
            _, before = published()
            killed_after = random.Random(f"{soak.settings['seed']} {target} {number}").uniform(0, seconds)
            kill_after(soak, environment, killed_after)
            left, after = published()
            run_to_end(soak, environment)
            healed, last = published()
            for what, state in (("a kill", left), ("the next run", healed)):
                if lines := differences(expected, state):
                    raise SoakError(f"{target}: after {what} at {killed_after:.1f} s differs what is published: {lines}")
            if last in (before, after):
                raise SoakError(f"{target}: the run after a kill at {killed_after:.1f} s published nothing.")
            done = {"kills": number + 1, "was_published": done["was_published"] + (after != before)}
            soak.figures[partly] = done
            soak.keep()
            print(f"  {target}: killed after {killed_after:.1f} of {seconds:.1f} s, {number + 1} of {wanted}", flush=True)
    soak.figures.pop(partly, None)
    return done | {"differences": [], "seconds": round(time.monotonic() - started)}


def told(figures: Figures) -> list[str]:
    """The figures in words."""
    return [
        f"{figures['kills']} runs killed, {figures['was_published']} of them when their marts were in place",
        "each time what was published was whole, and the next run ended in the undisturbed state",
    ]


def command(soak: Soak, environment: dict[str, str]) -> subprocess.Popen[bytes]:
    """`make run` in a process group of its own."""
    with (FOLDER / "kills.log").open("a") as log:
        return subprocess.Popen(
            [sys.executable, "-m", "lead_scoring.build.run"],
            cwd=soak.project,
            env=os.environ | {"PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}"} | environment,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )


def run_to_end(soak: Soak, environment: dict[str, str]) -> float:
    """The seconds that it took. Raises SoakError."""
    started = time.monotonic()
    if command(soak, environment).wait():
        raise SoakError(f"make run failed; see {FOLDER / 'kills.log'}.")
    return time.monotonic() - started


def kill_after(soak: Soak, environment: dict[str, str], seconds: float) -> None:
    process = command(soak, environment)
    with contextlib.suppress(subprocess.TimeoutExpired):
        process.wait(seconds)
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def state_of(tables: list[str], rows: Callable[[str], tuple[list[str], list[tuple]]]) -> tuple[State, str]:
    """The rows of each table that is published, but for what tells of the run; and the run, which must be one."""
    state, runs = {}, set()
    for table in tables:
        names, found = rows(table)
        runs |= {row[names.index("run_id")] for row in found}
        kept = [place for place, name in enumerate(names) if name not in OF_THE_RUN]
        state[table] = sorted(str([row[place] for place in kept]) for row in found) if table != GROWS else []
    if len(runs) != 1:
        raise SoakError(f"What is published is of the runs {sorted(runs)}.")
    return state, runs.pop()


def differences(expected: State, found: State) -> list[str]:
    return [table for table in sorted(expected.keys() | found.keys()) if expected.get(table) != found.get(table)]


@contextlib.contextmanager
def on_duckdb() -> Iterator[tuple[dict[str, str], Callable[[], tuple[State, str]]]]:
    folder = FOLDER / "kills"

    def published() -> tuple[State, str]:
        with duckdb.connect(folder / "bi.duckdb", read_only=True) as connection:

            def rows(table: str) -> tuple[list[str], list[tuple]]:
                result = connection.execute(f"select * from {table}")
                return [column[0] for column in result.description], result.fetchall()

            return state_of([name for (name,) in connection.execute("show tables").fetchall()], rows)

    yield {"DUCKDB_PATH": str(FOLDER / "kills.duckdb"), "PUBLISHED": str(folder)}, published


@contextlib.contextmanager
def on_postgres() -> Iterator[tuple[dict[str, str], Callable[[], tuple[State, str]]]]:
    schema = "analytics_published"
    listed = f"select table_name from information_schema.tables where table_schema = '{schema}' order by 1"
    with postgres_server() as server:
        yield (
            server.environment | {"DBT_TARGET": "postgres"},
            lambda: state_of([name for (name,) in server.query(listed)], lambda table: server.rows(f"{schema}.{table}")),
        )


ENGINES = {"duckdb": on_duckdb, "postgres": on_postgres}
