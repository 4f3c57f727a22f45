"""What a run says of itself: warnings that stop nothing, agreements that no longer hold, and failures in plain words."""

import contextlib
from pathlib import Path

import pytest
from conftest import WITHOUT_REPORTS, Marts, copy_of_project, dbt, write_raw
from dbt.adapters.duckdb.connections import DuckDBConnectionManager

from lead_scoring.failures import failures

# Whole runs, one after another.
pytestmark = pytest.mark.slow

NAMES = [f"vp{number}" for number in range(12)]
LEADS = [
    {"lead_id": name, "created_at": "2026-01-01", "email": f"{name}@acme.example", "job_title": "VP Marketing"}
    for name in NAMES
]
# North or South: nobody can say.
LEADS[3]["country"] = "Korea"
LEADS[4]["country"] = "The Moon"
LEADS[5]["country"] = "Corea del Norte"
# An import without ids of its own.
LEADS += [LEADS[0] | {"lead_id": "import", "email": f"buyer{number}@firm{number}.example"} for number in range(4)]
LEADS += [LEADS[1] | {"email": f"vp1@firm{number}.example"} for number in range(2)]
# Of one column nothing can be read, of another something.
LEADS[6] |= {"annual_revenue": "a lot", "employee_count": "many"}
LEADS[7] |= {"annual_revenue": "50 %", "employee_count": "12"}


def demo(name: str, day: str = "2026-02-20") -> dict[str, str]:
    return {"activity_id": f"{name} {day}", "lead_id": name, "activity_type": "demo_requested", "occurred_at": day}


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    return copy_of_project(tmp_path_factory.mktemp("warnings"))


def warnings_of_run(project: Path, activities: list[dict[str, str]]) -> list[str]:
    write_raw(project, {"leads": LEADS, "activities": activities})
    assert dbt(project, "build", *WITHOUT_REPORTS, "--resource-type", "model", "--resource-type", "seed").success
    return sorted(row["warning"] for row in Marts(project / "warehouse.duckdb").rows("run_warnings"))


def test_what_is_warned_of_run_after_run(project):
    first = warnings_of_run(project, [])
    assert "Nobody of 13 leads qualifies; `make explain LEAD=...` shows what a lead lacks." in first
    assert "models/criteria/fit_criteria.sql, block studies_or_interns: no lead meets it." in first
    assert "models/criteria/fit_criteria.sql, block decides: all 13 leads meet it, so it tells nobody apart." in first
    both = "of 13 leads that meet it or has_work_email, 13 meet both; do they say the same twice?"
    assert f"models/criteria/fit_criteria.sql, block decides: {both}" in first
    unread = "seeds/lookups/country_names.csv does not know the country of 2 of 13 leads, such as korea"
    assert f"{unread}; no rule about countries reaches them (see unmapped_values)." in first
    shared = "Ids of raw_leads that occur with 4 or more e-mail addresses: 1, such as import; each counts as one lead."
    assert f"{shared} Does lead_id name a person?" in first
    assert [line for line in first if "can be read" in line] == [
        "None of the 2 values of annual_revenue in raw_leads can be read, so nothing is known of it (see unreadable_values)."
    ]
    assert "seeds/lookups/agreed_examples.csv: 4 of its leads do not exist, such as hand_raiser_nothing_known." in first
    assert not [line for line in first if "of types that no lookup knows" in line]
    assert not [line for line in first if "newest activity" in line or "disqualification_criteria" in line]

    logged = [
        {"activity_id": str(n), "lead_id": "vp0", "activity_type": "Log", "occurred_at": "2026-02-20"} for n in range(2)
    ]
    second = warnings_of_run(project, [demo("vp0"), *logged])
    assert (
        '2 of 3 activities are of types that no lookup knows, such as "log": they score nothing. '
        "Add what leads do to seeds/lookups/activity_type_aliases.csv."
    ) in second
    stale = "The newest activity is from 2026-02-20, more than 2 days before the moment scored; has a load stopped?"
    assert stale in second
    assert not [line for line in second if "qualif" in line]

    third = warnings_of_run(project, [demo("vp0"), demo("vp3", "2026-03-01")])
    assert "2 leads qualify, in the run before it were 1." in third
    assert not [line for line in third if "newest activity" in line]


def said(project: Path, *selected: str) -> list[str]:
    """What is said when these are built again, on what the runs above left."""
    outcome = dbt(project, "build", "--select", *selected)
    assert not outcome.success
    with contextlib.chdir(project):
        found = list(failures(outcome))
    DuckDBConnectionManager.close_all_connections()
    return found


EXAMPLES = """lead_id,must_be,agreed_by,note
vp0,qualified,Sales,
vp1,qualified,Sales,Our best customer's twin
vp2,not_qualified,Marketing,
vp3,not_qualified,Sales,A friend of the house
nobody,qualified,Sales,Not loaded yet
"""


def test_an_agreement_that_a_change_breaks_is_named(project):
    lookup = project / "seeds/lookups/agreed_examples.csv"
    before = lookup.read_text()
    lookup.write_text(EXAMPLES)
    (sentence,) = said(project, "agreed_examples", "run_warnings", "agreed_examples_hold")
    lookup.write_text(before)
    head, *rows = sentence.splitlines()
    assert head == "tests/data/agreed_examples_hold.sql: agreed_examples_hold found 2 rows"
    end = "; change the model, or delete the row."
    name = "  warning: seeds/lookups/agreed_examples.csv: "
    assert sorted(rows) == [
        f"{name}vp1 must be qualified, says Sales, and is lead{end}",
        f"{name}vp3 must be not_qualified, says Sales, and is mql by hand_raised, right_fit_and_intent{end}",
    ]


def test_points_that_only_the_data_shows_to_be_wrong(project):
    path = project / "models/criteria/fit_criteria.sql"
    before = path.read_text()
    path.write_text(
        before.replace("    12 as points", "    5 / 2.0 as points").replace("    4 as points", "    nullif(4, 4) as points")
    )
    (sentence,) = said(project, "fit_criteria", "points_are_whole_numbers")
    path.write_text(before)
    assert "block: models/criteria/fit_criteria.sql, block decides, leads: 13, such_as: 2.5" in sentence
    assert "block: models/criteria/fit_criteria.sql, block has_work_email, leads: 13, such_as: None" in sentence


def test_a_column_that_nobody_has(project):
    path = project / "models/criteria/fit_criteria.sql"
    before = path.read_text()
    path.write_text(before.replace("employee_count > 1000", "employees > 1000"))
    (sentence,) = said(project, "fit_criteria")
    path.write_text(before)
    assert sentence.startswith(
        "models/criteria/fit_criteria.sql, block company_over_1000: there is no column employees; near it:"
    )


def views(day: int, nameless: int) -> list[dict[str, str]]:
    """60 rows of a day of February: so many without an id, five of a lead that nobody knows."""
    return [
        {
            "activity_id": "" if number < nameless else f"view {day} {number}",
            "lead_id": "stranger" if number >= 55 else NAMES[number % 12],
            "activity_type": "page_viewed",
            "occurred_at": f"2026-02-{day}",
        }
        for number in range(60)
    ]


def test_a_day_on_which_more_rows_are_rejected_than_on_others(project):
    found = warnings_of_run(project, [row for day in range(20, 25) for row in views(day, 15 if day == 22 else 2)])
    assert [line for line in found if "rejected" in line] == [
        "15 of the 60 rows of raw_activities of 2026-02-22 were rejected (missing id), and 8 of the 240 of the other days; "
        "what changed on that day? rejected_records has them.",
        "48 of 300 rows of raw_activities were rejected; `make check-data` says why.",
    ]
