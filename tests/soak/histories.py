"""DuckDB: the same dates straight, then disturbed, then rebuilt, end in the same history.

Disturbed: some dates are run twice, some are killed with SIGKILL at a random moment and run again. Half of the kills are
aimed at the time in which lead_stage_log is being written, which is too short to be hit often by chance.
"""

import random
import shutil
import statistics
import time
from datetime import datetime
from pathlib import Path

import duckdb

from tests.engines.parity import differences, duckdb_rows
from tests.soak.folder import FOLDER, Figures, Soak
from tests.soak.process import Recorder

NAME = "stages on DuckDB"
TABLE = "lead_stage_log"
FATES = {"once": 0.6, "twice": 0.2, "killed": 0.2}


def run(soak: Soak) -> Figures:
    moments = soak.moments(soak.settings["days"])
    histories = [(name, soak.figures.setdefault(f"{NAME}: {name}", begun())) for name in HISTORIES]
    for name, figures in histories:
        if figures["dates"] < len(moments):
            HISTORIES[name](soak, figures, moments)
    expected, *found = [duckdb_rows(warehouse(name)) for name in HISTORIES]
    return {
        "dates": len(moments),
        **{name: sum(figures[name] for _, figures in histories) for name in ("runs", "kills", "kills_while_written")},
        "rows": [len(rows(TABLE)[1]) for rows in (expected, *found)],
        "differences": [line for rows in found for line in differences([TABLE], expected, rows)],
        "seconds": round(sum(figures["seconds"] for _, figures in histories)),
    }


def begun() -> Figures:
    return {"dates": 0, "runs": 0, "kills": 0, "kills_while_written": 0, "seconds": 0.0}


def warehouse(name: str) -> Path:
    return FOLDER / f"{name}.duckdb"


def recorder(soak: Soak, name: str) -> Recorder:
    return soak.recorder("duckdb", DUCKDB_PATH=str(warehouse(name)))


def step(soak: Soak, figures: Figures, started: float, said: str) -> None:
    """One date is done."""
    figures["dates"] += 1
    figures["seconds"] += time.monotonic() - started
    soak.keep()
    print(f"  {said} ({time.monotonic() - started:.1f} s)", flush=True)
    soak.check_time()


def straight(soak: Soak, figures: Figures, moments: list[datetime]) -> None:
    """Each date once. How long a run takes, and how long its lead_stage_log is written, is where kills are aimed."""
    figures |= {"run_seconds": figures.get("run_seconds", []), "write_seconds": figures.get("write_seconds", [])}
    with recorder(soak, "straight") as process:
        if not figures["dates"]:
            process.do("seed")
        for moment in moments[figures["dates"] :]:
            started = time.monotonic()
            process.tell(f"record {moment}")
            process.wait_for("writing")
            writing = time.monotonic()
            process.wait_for("written")
            figures["write_seconds"].append(time.monotonic() - writing)
            process.wait_for("done")
            figures["run_seconds"].append(time.monotonic() - started)
            figures["runs"] += 1
            step(soak, figures, started, f"straight, {moment:%Y-%m-%d}: once")


def disturbed(soak: Soak, figures: Figures, moments: list[datetime]) -> None:
    """Each date as its fate is: drawn from the seed and the date, so that it is the same for a soak that is gone on with."""
    killed = None
    while figures["dates"] < len(moments):
        with recorder(soak, "disturbed") as process:
            if not figures["dates"]:
                process.do("seed")
            while figures["dates"] < len(moments):
                moment, started = moments[figures["dates"]], time.monotonic()
                draw = random.Random(f"{soak.settings['seed']} {moment}")
                (fate,) = draw.choices(list(FATES), list(FATES.values()))
                if fate == "killed" and moment != killed:
                    killed = moment
                    kill(soak, figures, process, moment, draw)
                    break
                for _ in range(2 if fate == "twice" else 1):
                    process.do(f"record {moment}")
                    figures["runs"] += 1
                step(soak, figures, started, f"disturbed, {moment:%Y-%m-%d}: {fate}")


def kill(soak: Soak, figures: Figures, process: Recorder, moment: datetime, draw: random.Random) -> None:
    """Begin a run, and kill it at a random moment. A run that was quicker than that is one that is run twice."""
    started, usual = time.monotonic(), soak.figures[f"{NAME}: straight"]
    process.tell(f"record {moment}")
    if draw.random() < 0.5:
        process.wait_for("writing")
        delay = draw.uniform(0, statistics.median(usual["write_seconds"]))
    else:
        delay = draw.uniform(0, statistics.median(usual["run_seconds"]))
    has_ended = process.wait_for("done", delay)
    process.kill()
    is_written = "writing" in process.heard and "written" not in process.heard
    figures["runs" if has_ended else "kills"] += 1
    figures["kills_while_written"] += is_written
    figures["seconds"] += time.monotonic() - started
    soak.keep()
    where = "after its end" if has_ended else "while lead_stage_log was written" if is_written else "before or after that"
    print(f"  disturbed, {moment:%Y-%m-%d}: killed {where} ({time.monotonic() - started:.1f} s)", flush=True)


def rebuilt(soak: Soak, figures: Figures, moments: list[datetime]) -> None:
    """The disturbed history, recorded anew by make replay; stopped, that begins again."""
    # Opened and closed, a file has what a killed process left in its log.
    duckdb.connect(warehouse("disturbed")).close()
    shutil.copy(warehouse("disturbed"), warehouse("rebuilt"))
    started = time.monotonic()
    with recorder(soak, "rebuilt") as process:
        process.tell(f"rebuild {moments[0].isoformat()} {moments[-1].isoformat()}")
        for moment in moments:
            process.wait_for("rebuilt")
            process.heard.clear()
            print(f"  rebuilt, {moment:%Y-%m-%d} ({time.monotonic() - started:.0f} s)", flush=True)
        process.wait_for("done")
    figures |= {"dates": len(moments), "runs": len(moments), "seconds": time.monotonic() - started}
    soak.keep()


def told(figures: Figures) -> list[str]:
    """The figures of a scenario that records dates, in words."""
    said = [f"{figures['dates']} dates", f"{figures['runs']} runs"]
    if "kills" in figures:
        while_written = figures["kills_while_written"]
        said.append(f"{figures['kills']} kills, {while_written} of them while lead_stage_log was written")
    said.append(f"histories of {', '.join(f'{rows:,}' for rows in figures['rows'])} rows")
    return [*said, f"{len(figures['differences'])} differences"]


HISTORIES = {"straight": straight, "disturbed": disturbed, "rebuilt": rebuilt}
