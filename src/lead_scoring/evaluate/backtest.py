"""`make backtest FROM=2025-01-01 TO=2025-12-01`: score past dates as they were known then, and hold them against who bought.

EVERY (day, week, month or quarter) is the step from FROM to TO. WITHIN is the window in days in which a lead has to buy.
Each date is scored in schemas of its own, <schema>_backtest..., dropped at the end; the reports on them are built
where the list is.
Stopped or killed, it goes on from the date after the last one done. The reports are on the last back-test asked for.
"""

import os
import sys
import time
from calendar import monthrange
from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta
from pathlib import Path

import yaml
from dbt.contracts.graph.manifest import Manifest

from lead_scoring.build.steps import command_line, known_until, prepared, project_variables
from lead_scoring.dbt_commands import Failed, dbt, environment, parsed, timeless
from lead_scoring.evaluate.summary import print_backtest
from lead_scoring.load import LoadError
from lead_scoring.run_lock import only_run
from lead_scoring.warehouse import WarehouseError, ask, command, profile, schema

DAYS = {"day": 1, "week": 7}
MONTHS = {"month": 1, "quarter": 3}
LOOKBACK = 9000
TABLES = (
    "backtest_dates",
    "backtest_leads",
    "backtest_vendor_scores",
    "backtest_criteria",
    "backtest_patterns",
    "backtest_history",
)
VIEWS = ("backtest_scored", "backtest_vendor_scored", "backtest_met", "backtest_met_together")
REPORTS = (
    "score_ranks",
    "score_performance",
    "vendor_score_performance",
    "criterion_performance",
    "threshold_lines",
    "threshold_performance",
    "calibration",
)


def months_later(moment: datetime, months: int) -> datetime:
    """The same day so many months later; the last of the month where it has no such day."""
    years, month = divmod(moment.month - 1 + months, 12)
    year = moment.year + years
    return moment.replace(year=year, month=month + 1, day=min(moment.day, monthrange(year, month + 1)[1]))


def dates(first: str, last: str, every: str) -> list[datetime]:
    """The dates to score, from the first to the last. Raises ValueError with what to write instead."""
    try:
        begin, end = (datetime.fromisoformat(text) for text in (first, last))
    except ValueError:
        raise ValueError(f"FROM is '{first}' and TO is '{last}'; write days, as in FROM=2025-01-01 TO=2025-12-01.") from None
    if begin.tzinfo or end.tzinfo or end < begin:
        raise ValueError(f"FROM is {first} and TO is {last}; write two moments in UTC, the first one first.")
    if every not in DAYS | MONTHS:
        raise ValueError(f"EVERY is '{every}'; write day, week, month or quarter.")
    found = [begin]
    while found[-1] <= end:
        number = len(found)
        found.append(
            begin + timedelta(DAYS[every] * number) if every in DAYS else months_later(begin, MONTHS[every] * number)
        )
    return found[:-1]


def days_within(given: str, settings: dict[str, object]) -> int:
    """The days of the window. Raises ValueError."""
    try:
        return int(given or str(settings["within_days"]))
    except ValueError:
        raise ValueError(f"WITHIN is '{given}'; write a number of days, as in WITHIN=90.") from None


def over(moments: list[datetime], within: int, until: datetime) -> list[datetime]:
    """The dates whose window is over; says which are left out. Raises ValueError where all would be."""
    done = [moment for moment in moments if moment + timedelta(within) <= until]
    if not done:
        raise ValueError(
            f"The {within} days after {moments[0]:%Y-%m-%d} are not over on {until:%Y-%m-%d}, the day scored; "
            f"write FROM={until - timedelta(within):%Y-%m-%d} or earlier, a shorter WITHIN, or a later AS_OF."
        )
    if left_out := moments[len(done) :]:
        more = f" and {len(left_out) - 1} later" if len(left_out) > 1 else ""
        print(
            f"  left out: {left_out[0]:%Y-%m-%d}{more}; their {within} days are not over on {until:%Y-%m-%d}, the day scored"
        )
    return done


def schemas_of_its_own() -> AbstractContextManager[None]:
    """dbt builds in <schema>_backtest, and keeps what it parsed there apart; BACKTEST_OF names the schema of the list."""
    return environment(
        BACKTEST_OF=schema(),
        DBT_SCHEMA=f"{schema()}_backtest",
        DBT_TARGET_PATH=str(Path(os.environ.get("DBT_TARGET_PATH", "target")) / "backtest"),
    )


def done_dates(manifest: Manifest, given: dict[str, object], moments: list[datetime]) -> set[datetime]:
    """Those of the dates that are done by the criteria of today; what else there was is forgotten. Raises Failed."""
    dbt(manifest, given, "run", "--select", *TABLES)
    texts = yaml.safe_dump({"dates": [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in moments]})
    dbt(manifest, given, "run-operation", "keep_backtest_of", "--args", texts)
    return {row["as_of"] for row in ask("select as_of from backtest_dates")}


def score(moments: list[datetime], given: dict[str, object]) -> Iterator[datetime]:
    """Score and record these dates, and give each back when it is recorded. Raises Failed."""
    with schemas_of_its_own():
        manifest = parsed(given)
        dbt(manifest, given, "seed")
        built_once = timeless(manifest)
        dbt(manifest, given, "run", "--select", *built_once)
        # Who bought when is found once, over all time.
        end = moments[-1] + timedelta(given["within_days"])
        at_the_end = given | {"as_of": f"{end:%Y-%m-%d %H:%M:%S}", "lookback_days": LOOKBACK}
        dbt(manifest, at_the_end, "run", "--select", "+lead_conversions", "--exclude", *built_once)
    for moment in moments:
        with schemas_of_its_own():
            then = given | {"as_of": f"{moment:%Y-%m-%d %H:%M:%S}"}
            selected = [f"+{name}" for name in VIEWS]
            dbt(manifest, then, "run", "--select", *selected, "--exclude", "lead_conversions", *built_once)
            dbt(manifest, then, "run-operation", "record_backtest")
        yield moment
    with schemas_of_its_own():
        dbt(manifest, given, "run-operation", "drop_backtest_schemas")


def backtest(moments: list[datetime], given: dict[str, object]) -> None:
    """Score the dates that are not done yet, with a line for each, and build the reports. Raises Failed."""
    manifest = parsed(given)
    done = done_dates(manifest, given, moments)
    to_do = [moment for moment in moments if moment not in done]
    if done:
        print(f"  {len(done)} of {len(moments)} dates are done already, by the same criteria", flush=True)
    begun = time.monotonic()
    for number, moment in enumerate(score(to_do, given) if to_do else (), start=len(done) + 1):
        (counts,) = ask(f"select * from backtest_dates where as_of = timestamp '{moment:%Y-%m-%d %H:%M:%S}'")
        print(
            f"  {number} of {len(moments)}: {moment:%Y-%m-%d %H:%M}, {counts['leads']:,} leads, "
            f"{counts['conversions']:,} bought within {counts['within_days']} days ({time.monotonic() - begun:.0f} s)",
            flush=True,
        )
        begun = time.monotonic()
    dbt(manifest, given, "seed", "--select", "daily_caps")
    dbt(manifest, given, "run", "--select", *REPORTS)
    dbt(manifest, given, "run-operation", "remember_backtest")
    print_backtest()


def main() -> int:
    arguments = command_line(__doc__, "from", "to", "every", "within")
    with only_run():
        try:
            if profile()["type"] == "spark":
                raise WarehouseError("A back-test runs on DuckDB and PostgreSQL; the reports on it are built on Spark too.")
            moments = dates(getattr(arguments, "from"), arguments.to, arguments.every or "month")
            given = prepared(arguments)
            settings = project_variables() | given
            given["within_days"] = days_within(arguments.within, settings)
            backtest(over(moments, given["within_days"], known_until(settings)), given)
        except (LoadError, ValueError, Failed) as error:
            print(error, file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            print("\nStopped: the dates that are done are kept, and the next back-test goes on from there.", file=sys.stderr)
            return 130
    return 0


if __name__ == "__main__":
    sys.exit(command(main))
