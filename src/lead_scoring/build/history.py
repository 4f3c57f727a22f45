"""The past of a first run: before it, `make run` records the stages of past dates, each as it was known then.

Else stage history, time in stage and handovers would begin with the run, though the raw tables reach back for years.
"""

import json
from datetime import datetime, timedelta

from dbt.contracts.graph.manifest import Manifest

from lead_scoring.build.replay import replay, told
from lead_scoring.build.steps import known_until, project_variables
from lead_scoring.dbt_commands import dbt, parsed, said_by

# A first run takes no longer than five others. What a date costs of a whole run was measured: 0.2 over the sample, 0.24 over
# 400,000 activities, 0.39 over 4,000,000 of 200,000 leads.
MOST_DATES = 12
MOST_DATES_OF_LARGE = 6
LARGE = {"leads": 100_000, "activities": 1_000_000}


def past_dates(as_of: datetime, begins: datetime, days: int, every: int, most: int) -> list[datetime]:
    """Dates before as_of and after the data begin, the oldest first; fewer of them, evenly, where they are too many."""
    newest_first = [as_of - timedelta(age) for age in range(every, days + 1, every) if as_of - timedelta(age) > begins]
    step = -(-len(newest_first) // most) or 1
    return newest_first[step - 1 :: step][::-1]


def to_record(manifest: Manifest, given: dict[str, object], settings: dict[str, object], as_of: datetime) -> list[datetime]:
    """The dates to record; none where this is not the first run of its connectors. Raises Failed."""
    before = json.loads(said_by("say_recorded", given, manifest))
    if before["has_run"]:
        return []
    dbt(manifest, given, "seed")
    dbt(manifest, given, "run", "--select", "+stg_first_moments")
    found = json.loads(said_by("say_first_moments", given, manifest))
    if "None" in (found["leads_from"], found["activities_from"]):
        return []
    is_large = any(int(found[name]) > rows for name, rows in LARGE.items())
    begins = max(datetime.fromisoformat(found[name]) for name in ("leads_from", "activities_from"))
    days, every = settings["history_days"], settings["history_every_days"]
    most = MOST_DATES_OF_LARGE if is_large else MOST_DATES
    dates = past_dates(as_of, begins, days, every, most)
    # What a run that was stopped has recorded stays.
    return [date for date in dates if f"{date:%Y-%m-%d}" > (before["last_recorded_on"] or "")]


def record_history(given: dict[str, object]) -> Manifest:
    """Record the past where this is a first run, and say so; the project as dbt parsed it. Raises Failed and ValueError."""
    manifest = parsed(given)
    settings = project_variables() | given
    as_of = known_until(settings)
    moments = to_record(manifest, given, settings, as_of) if settings["history_days"] else []
    if not moments:
        return manifest
    past, number = (as_of - moments[0]).days, len(moments)
    apart = f", {(moments[1] - moments[0]).days} days apart" if number > 1 else ""
    print(
        f"First run: the past {past} days are recorded first, {number} {'dates' if number > 1 else 'date'}{apart}; "
        "Ctrl-C stops, VARS='history_days: 0' leaves it out."
    )
    recorded = 0
    try:
        for _ in told(moments, replay(moments, given, manifest)):
            recorded += 1
    except KeyboardInterrupt:
        print(f"\n{recorded} of {number} dates are recorded; the next make run records the others.")
        raise
    return manifest
