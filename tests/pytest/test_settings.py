"""A variable that cannot be meant ends the run with one sentence, before anything is built."""

import pytest
from conftest import copy_of_project, dbt

WRONG = {
    "connectors": ("sample", "connectors is sample; write a list, such as [sample]."),
    "raw_schema": ([1], "raw_schema is [1]; write one name, or '' for none."),
    "raw_tables": (
        "contacts",
        "raw_tables is contacts; write a table for each name that differs, as {raw_leads: contacts}.",
    ),
    "consent_columns": (
        {"no_mailing": "opted_out"},
        "consent_columns is {'no_mailing': 'opted_out'}; write what each column means, as {no_mailing: marketing_consent "
        "inverted}; there are: marketing_consent, marketing_consent inverted, do_not_call, do_not_call inverted, ignored.",
    ),
    "as_of": (
        "2026-02-30",
        "as_of is '2026-02-30'; write a day or a moment that there is, such as 2026-03-02 or 2026-03-02 08:00:00.",
    ),
    "lookback_days": ("many", "lookback_days is many; write a whole number from 1 to 9000."),
    "stale_after_days": (-1, "stale_after_days is -1; write a whole number from 0 to 9000."),
    "working_day_ends": (True, "working_day_ends is True; write a whole number from 1 to 24."),
    "include_anonymous_leads": ("maybe", "include_anonymous_leads is maybe; write true or false."),
    "home_currency": (
        "euro",
        "home_currency is euro; write the three letters of a currency, such as EUR, or '' for the one that amounts name.",
    ),
    "gross_margin": (70, "gross_margin is 70; write a number from 0 to 1, such as 0.7."),
    "working_days": ([1, 8], "working_days is [1, 8]; write a list of days from 1, Monday, to 7, such as [1, 2, 3, 4, 5]."),
}
MOMENTS = {
    "2026-03-02": True,
    "2026-03-02 08:00": True,
    "2026-03-02T08:00:59Z": True,
    "2024-02-29 23:59:59+05:30": True,
    "2026-02-29": False,
    "2026-04-31": False,
    "2026-13-01": False,
    "2026-00-01": False,
    "2026-03-02 24:00": False,
    "2026-03-02 08:60": False,
    "2026-03-02 08:00:00+25:00": False,
    "0001-01-01": False,
    "2026-3-2": False,
    "nonsense": False,
}


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    return copy_of_project(tmp_path_factory.mktemp("settings"))


def complaints(project, **variables) -> list[str]:
    result = dbt(project, "run", **variables)
    assert not result.success and not (project / "warehouse.duckdb").exists()
    return [line.strip() for line in str(result.exception).splitlines() if "; " in line]


def test_all_that_cannot_be_meant_is_said_at_once(project):
    assert complaints(project, **{name: value for name, (value, _) in WRONG.items()}) == [said for _, said in WRONG.values()]


def test_a_day_ends_after_it_starts(project):
    said = ["working_day_starts is 17 and working_day_ends is 17; let the day end after it starts."]
    assert complaints(project, working_day_starts=17) == said


def test_a_moment_is_one_that_there_is(project, capsys):
    code = "{{ print(moment ~ ' is ' ~ is_moment(moment)) }}"
    macro = "{% macro moments() %}{% for moment in " + str(list(MOMENTS)) + " %}" + code + "{% endfor %}{% endmacro %}"
    (project / "macros/moments.sql").write_text(macro)
    assert dbt(project, "run-operation", "moments").success
    found = [line for line in capsys.readouterr().out.splitlines() if " is " in line]
    assert found == [f"{moment} is {meant}" for moment, meant in MOMENTS.items()]
