"""Many people look at the dashboard while `make run` builds, tests and publishes: no page has an error."""

import time

from lead_scoring.dbt_commands import environment
from tests.soak.folder import FOLDER, Figures, Soak
from tests.soak.kills import run_to_end
from tests.soak.publishes import readers

NAME = "viewers of the dashboard"
VIEWERS = 20


def run(soak: Soak) -> Figures:
    """The sample is run once, so that something is published, and once more with all of them looking."""
    started = time.monotonic()
    given = {"DUCKDB_PATH": str(FOLDER / "viewers.duckdb"), "PUBLISHED": str(FOLDER / "viewed")}
    alone = run_to_end(soak, given)
    with environment(**given), readers(VIEWERS, "tests.soak.viewer") as met:
        together = run_to_end(soak, given)
    errors = [error for found in met for error in found["errors"]]
    return {
        "pages": sum(found["pages"] for found in met),
        "slowest": round(max(found["slowest"] for found in met), 1),
        "run": [round(alone), round(together)],
        "differences": errors,
        "seconds": round(time.monotonic() - started),
    }


def told(figures: Figures) -> list[str]:
    """The figures in words."""
    alone, together = figures["run"]
    return [
        f"{VIEWERS} viewers opened {figures['pages']:,} pages while a run took {together} s instead of {alone}",
        f"the slowest page took {figures['slowest']} s",
        f"{len(figures['differences'])} errors",
    ]
