"""`make soak`: run for long what the tests run for seconds. Stopped, it goes on where it was; its folder is soak/.

A scenario is a module with a `run` that gives its figures; what it does is told a line a step.
"""

import argparse
import functools
import sys
from collections.abc import Callable
from datetime import UTC, datetime

from tests.soak import engines, histories, kills, publishes, viewers
from tests.soak.folder import FOLDER, Figures, Soak, open_soak
from tests.soak.process import OutOfTime, SoakError

# What each does, and how its figures are told.
SCENARIOS: dict[str, tuple[Callable[[Soak], Figures], Callable[[Figures], list[str]]]] = {
    publishes.NAME: (publishes.run, publishes.told),
    viewers.NAME: (viewers.run, viewers.told),
    "kill -9 on DuckDB": (functools.partial(kills.run, target="duckdb"), kills.told),
    "kill -9 on PostgreSQL": (functools.partial(kills.run, target="postgres"), kills.told),
    histories.NAME: (histories.run, histories.told),
    "stages on PostgreSQL": (functools.partial(engines.run, target="postgres"), histories.told),
    "stages on Spark": (functools.partial(engines.run, target="spark"), histories.told),
}


def summary(soak: Soak) -> str:
    """What the scenarios found, as it can be pasted into the README."""
    lines = ["make soak, " + ", ".join(f"{name} {number}" for name, number in soak.settings.items())]
    for name, (_, told) in SCENARIOS.items():
        figures = soak.figures[name]
        lines.append(f"  {name}, {figures['done_on']}: {'; '.join(told(figures))}; {figures['seconds']:,} s")
        lines += figures["differences"]
    return "\n".join(lines)


def main() -> int:
    parser = argparse.ArgumentParser(prog="make soak", description=__doc__)
    parser.add_argument("--days", type=int, default=120, help="how many days of history, on DuckDB")
    parser.add_argument("--publishes", type=int, default=50, help="how many runs are published while readers ask for them")
    parser.add_argument("--kills", type=int, default=50, help="how many runs are killed on DuckDB; on PostgreSQL 2 of 5")
    parser.add_argument("--seed", type=int, default=1, help="what is drawn: which dates are run twice or killed, and when")
    parser.add_argument("--minutes", type=float, default=120, help="stop after so long")
    parser.add_argument("--afresh", action="store_true", help="forget what was done before")
    arguments = parser.parse_args()
    try:
        soak = open_soak(
            {name: getattr(arguments, name) for name in ("days", "publishes", "kills", "seed")},
            arguments.minutes,
            arguments.afresh,
        )
        for name, (scenario, _) in SCENARIOS.items():
            if name not in soak.figures:
                print(name, flush=True)
                soak.figures[name] = scenario(soak) | {"done_on": f"{datetime.now(UTC):%Y-%m-%d}"}
                soak.keep()
    except SoakError as error:
        print(error, file=sys.stderr)
        return 1
    except (OutOfTime, KeyboardInterrupt) as stopped:
        why = "Stopped" if isinstance(stopped, KeyboardInterrupt) else f"{arguments.minutes:g} minutes are over"
        print(f"{why}; make soak goes on from here.", file=sys.stderr)
        return 130
    text = summary(soak)
    (FOLDER / "summary.txt").write_text(text + "\n", encoding="utf-8")
    print(text)
    return 1 if any(soak.figures[name]["differences"] for name in SCENARIOS) else 0


if __name__ == "__main__":
    sys.exit(main())
