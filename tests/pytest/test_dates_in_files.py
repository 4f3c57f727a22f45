"""Dates of files land as ISO 8601, in the one order that a column allows. Where two orders fit, the load asks."""

from datetime import datetime

import duckdb
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lead_scoring.load import LoadError
from lead_scoring.load.columns import Column, with_steps
from lead_scoring.load.dates import found_reading
from lead_scoring.load.into_tables import load
from lead_scoring.load.tables import CONNECTORS

ACTIVITIES = "activity_id,lead_id,activity_type,occurred_at\na,1,page_viewed,2026-01-01\n"


def landed(
    folder, created: list[str], date_order: dict[str, str] | None = None, zone: str = "UTC", **files: str
) -> list[str]:
    """What created_at holds after a load of leads that were created so."""
    rows = "".join(f'{number},"{text}"\n' for number, text in enumerate(created))
    for name, text in {"activities": ACTIVITIES, "leads": f"lead_id,Create Date\n{rows}", **files}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with duckdb.connect() as connection:
        load(connection, CONNECTORS["tables"], folder, "raw", date_order, time_zone=zone)
        found = connection.execute("select created_at from raw.raw_leads order by lead_id::int").fetchall()
    return [value for (value,) in found]


# What a column holds, and what lands of it.
READ = {
    "ISO stays as it is": (["2026-03-01", "2026-03-01T10:15:00+01:00"], ["2026-03-01", "2026-03-01T10:15:00+01:00"]),
    "month first": (["4/1/2026 2:05 PM", "6/29/2026 1:08 AM"], ["2026-04-01 14:05:00", "2026-06-29 01:08:00"]),
    "day first": (["04.01.2026", "29.06.2026 17:30"], ["2026-01-04", "2026-06-29 17:30:00"]),
    "two digits of the year": (["3/7/25 1:51", "12/30/25 23:00"], ["2025-03-07 01:51:00", "2025-12-30 23:00:00"]),
    "year first in two digits": (["95-12-30", "26-01-31"], ["1995-12-30", "2026-01-31"]),
    "names of months": (
        ["9 May, 2025 00:03:00", "3. März 2026", "Dec 24, 2025"],
        ["2025-05-09 00:03:00", "2026-03-03", "2025-12-24"],
    ),
    "in sentences": (
        ["1 de marzo de 2026", "15 stycznia 2025", "2 maart 2026 09:30", "1er mars 2026", "March 2nd, 2026", "3 paź 2026"],
        ["2026-03-01", "2025-01-15", "2026-03-02 09:30:00", "2026-03-01", "2026-03-02", "2026-10-03"],
    ),
    "of programs": (
        ["Mon, 02 Mar 2026 08:00:00 +0000", "Sonntag, 1. März 2026", "2 Mar 2026 10:00 UTC+02:00", "'2026-03-01"],
        ["2026-03-02 08:00:00+0000", "2026-03-01", "2026-03-02 10:00:00+02:00", "2026-03-01"],
    ),
    "narrow spaces": (["3/14/2026, 2:22:03\u202fPM"], ["2026-03-14 14:22:03"]),
    "midnight elsewhere is a day": (
        ["2026-11-28T00:00:00+01:00", "2026-11-28T00:00:00Z", "28 Nov 2026 00:00 GMT-05:00", "2026-11-28 00:30:00+01:00"],
        ["2026-11-28", "2026-11-28T00:00:00Z", "2026-11-28", "2026-11-28 00:30:00+01:00"],
    ),
    "one digit of an hour, slashes": (
        ["2025-06-01 6:35:38", "2025/06/02 10:00"],
        ["2025-06-01 06:35:38", "2025-06-02 10:00:00"],
    ),
    "zones": (["2026-01-15 10:00:00 UTC", "2026-01-15 10:00:00-05"], ["2026-01-15 10:00:00Z", "2026-01-15 10:00:00-05:00"]),
    "names of zones": (
        [
            "2026-03-01 10:00 EST",
            "Mar 1, 2026 10:00 AM PST",
            "1 July 2026 10:00 CEST",
            "2026-03-01 10:00:00 (AEDT)",
            "2026-03-01 10:00 GMT+1",
            "2026-03-01 10:00 -9:30",
            "Sun Mar 01 2026 10:00:00 GMT+0100 (Central European Time)",
            "2026-03-01 00:00 PST",
            "2026-03-01 00:00 GMT",
            "2026-03-01 10:00 XYZ",
        ],
        [
            "2026-03-01 10:00:00-05:00",
            "2026-03-01 10:00:00-08:00",
            "2026-07-01 10:00:00+02:00",
            "2026-03-01 10:00:00+11:00",
            "2026-03-01 10:00:00+01:00",
            "2026-03-01 10:00:00-09:30",
            "2026-03-01 10:00:00+0100",
            "2026-03-01",
            "2026-03-01 00:00:00Z",
            "2026-03-01 10:00 XYZ",
        ],
    ),
    "since 1970": (
        [
            "1767225600",
            "1767225600000",
            "1767225600000000",
            "1767225600000000000",
            "999999999999",
            "202603011015",
            "17672256000",
        ],
        [*["2026-01-01 00:00:00Z"] * 4, "2001-09-09 01:46:39Z", "202603011015", "17672256000"],
    ),
    "serial days": (["46023", "46023.25", "46023,5"], ["2026-01-01", "2026-01-01 06:00:00", "2026-01-01 12:00:00"]),
    "in digits": (["20260301", "20260301101530"], ["2026-03-01", "2026-03-01 10:15:30"]),
    "days that there are not": (["31/02/2026", "30/01/2026", "soon"], ["31/02/2026", "2026-01-30", "soon"]),
    "noon and midnight": (["1/30/2026 12:05 a.m.", "1/30/2026 12:05 PM"], ["2026-01-30 00:05:00", "2026-01-30 12:05:00"]),
    "the same day in two orders": (["5/5/2026"], ["2026-05-05"]),
}


@pytest.mark.parametrize("name", READ)
def test_what_a_column_allows_is_read(tmp_path, name):
    written, expected = READ[name]
    assert landed(tmp_path, written) == expected


def test_the_order_that_was_found_is_said(tmp_path, capsys):
    landed(tmp_path, ["4/1/2026", "6/29/2026"])
    assert "leads.csv: 'Create Date' is read with the month first" in capsys.readouterr().out


def test_questions_of_all_files_come_together_and_name_the_setting(tmp_path):
    activities = "activity_id,lead_id,activity_type,occurred_at\na,1,page_viewed,30/01/2026\nb,1,page_viewed,1/30/2026\n"
    with pytest.raises(LoadError) as error:
        landed(tmp_path, ["3/4/2026", "5/6/2026"], activities=activities)
    assert "leads.csv, column 'Create Date': '3/4/2026' and '5/6/2026' can be read in two ways" in str(error.value)
    assert "date_order: {leads.created_at: day_first}" in str(error.value)
    assert "activities.csv, column 'occurred_at': no one order reads all dates" in str(error.value)


@pytest.mark.parametrize("order, expected", [("day_first", "2026-04-03"), ("month_first", "2026-03-04")])
def test_the_setting_answers(tmp_path, order, expected):
    assert landed(tmp_path, ["3/4/2026", "5/6/2026"], {"leads.created_at": order})[0] == expected


def test_the_setting_changes_no_file_that_tells_its_order(tmp_path):
    """It was written for the file that was asked about."""
    files = {"leads in January": "lead_id,Create Date\n7,1/13/2026 9:05 AM\n8,3/4/2026 9:05 AM\n"}
    found = landed(tmp_path, ["3/4/2026", "5/6/2026"], {"leads.created_at": "day_first"}, **files)
    assert found == ["2026-04-03", "2026-06-05", "2026-01-13 09:05:00", "2026-03-04 09:05:00"]


def test_dates_with_dots_say_the_day_first_whatever_other_files_do(tmp_path):
    files = {"leads of a report": "lead_id,Create Date\n7,1/13/2026\n8,3/4/2026\n"}
    dotted = ["04.03.2026", "5.11.26 17:30"]
    found = landed(tmp_path, dotted, **files)
    assert found == ["2026-03-04", "2026-11-05 17:30:00", "2026-01-13", "2026-03-04"]
    assert landed(tmp_path, dotted, {"leads.created_at": "month_first"}, **files)[0] == "2026-04-03"


def test_a_setting_that_cannot_be_meant_is_refused(tmp_path):
    with pytest.raises(LoadError, match="there are: month_first, day_first, year_first"):
        landed(tmp_path, ["3/4/2026"], {"leads.created_at": "dayfirst"})


IN_BERLIN = {
    "2026-01-15 10:00:00": "2026-01-15 09:00:00Z",
    "2026-07-15T10:00": "2026-07-15 08:00:00Z",
    "2026-07-15 10:00:00.5": "2026-07-15 08:00:00.5Z",
    "7/15/2026 2:00 PM": "2026-07-15 12:00:00Z",
    "15 Jul 2026 14:00": "2026-07-15 12:00:00Z",
    "46218.5": "2026-07-15 10:00:00Z",
    # What says its offset keeps it, and a day is a day everywhere.
    "2026-07-15 10:00:00Z": "2026-07-15 10:00:00Z",
    "2026-07-15T10:00:00+05:30": "2026-07-15T10:00:00+05:30",
    "7/15/2026 10:00 UTC": "2026-07-15 10:00:00Z",
    "1767225600": "2026-01-01 00:00:00Z",
    "2026-07-15": "2026-07-15",
    "7/15/2026": "2026-07-15",
    # A time that the clock skips, and one that it shows twice.
    "2026-03-29 02:30:00": "2026-03-29 01:30:00Z",
    "2026-10-25 02:30:00": "2026-10-25 01:30:00Z",
    # A day that a report writes with midnight.
    "11/27/2026 00:00": "2026-11-27",
    "2026-11-27 00:00:00": "2026-11-27",
    "46354.0": "2026-11-28",
    "2026-02-30 10:00:00": "2026-02-30 10:00:00",
    "soon": "soon",
}


def test_times_without_an_offset_are_of_the_time_zone(tmp_path):
    assert landed(tmp_path, list(IN_BERLIN), zone="Europe/Berlin") == list(IN_BERLIN.values())
    assert landed(tmp_path, ["2026-01-15 10:00:00"], zone="Europe/Berlin") == ["2026-01-15 09:00:00Z"]


@pytest.mark.parametrize(
    ("written", "zone", "expected"),
    [
        ("2026-03-01 10:00 CST", "America/Chicago", "2026-03-01 10:00:00-06:00"),
        ("2026-03-01 10:00 CST", "Asia/Shanghai", "2026-03-01 10:00:00+08:00"),
        ("7/14/2026 10:00 AM BST", "Europe/London", "2026-07-14 10:00:00+01:00"),
        ("2026-03-01 10:00 BST", "Asia/Dhaka", "2026-03-01 10:00:00+06:00"),
        # Where the zone itself uses a name, no other place is meant.
        ("2026-03-01 10:00 PST", "Asia/Manila", "2026-03-01 10:00:00+08:00"),
        ("2026-03-01 10:00 EST", "Europe/London", "2026-03-01 10:00:00-05:00"),
    ],
)
def test_the_time_zone_tells_which_of_several_zones_a_name_means(tmp_path, written, zone, expected):
    assert landed(tmp_path, [written], zone=zone) == [expected]


@pytest.mark.parametrize(("order", "zone"), [(None, "UTC"), ({"leads.created_at": "day_first"}, "Europe/London")])
def test_a_name_that_several_zones_have_is_asked_for(tmp_path, order, zone):
    with pytest.raises(LoadError) as error:
        landed(tmp_path, ["2026-03-01 10:00 EST", "13/03/2026 10:00 (IST)"], order, zone)
    assert str(error.value) == (
        "leads.csv, column 'Create Date': '13/03/2026 10:00 (IST)' names a time zone that several places call so; write"
        " time_zone: Asia/Kolkata (or Europe/Dublin, Asia/Jerusalem) into dbt_project.yml, or VARS='time_zone: Asia/Kolkata'"
        " behind make: times without an offset are of it too."
    )


def test_no_time_zone_moves_a_day(tmp_path):
    spend = "campaign_id,channel,spend_date,amount\na,ads,2026-01-15 00:00:00,1\n"
    (tmp_path / "campaign_spend.csv").write_text(spend)
    landed(tmp_path, ["2026-01-01"])
    with duckdb.connect() as connection:
        load(connection, CONNECTORS["tables"], tmp_path, "raw", time_zone="Asia/Tokyo")
        assert connection.execute("select spend_date from raw.raw_campaign_spend").fetchall() == [("2026-01-15 00:00:00",)]


@pytest.mark.parametrize("zone", ["Berlin", "UTC+1", "", None, "../../etc/passwd"])
def test_a_time_zone_that_there_is_not_is_refused(tmp_path, zone):
    with pytest.raises(
        LoadError, match=r"^time_zone is .*; write the name of a time zone, such as Europe/Berlin, or UTC\.$"
    ):
        landed(tmp_path, ["2026-01-01"], zone=zone)


FORMS = {"month_first": "%m/%d/%Y %I:%M:%S %p", "day_first": "%d.%m.%Y %H:%M:%S", "year_first": "%Y/%m/%d %H:%M:%S"}


@settings(max_examples=30, deadline=None)
@given(
    order=st.sampled_from(sorted(FORMS)),
    moments=st.lists(st.datetimes(datetime(1990, 1, 1), datetime(2060, 1, 1)), min_size=1, max_size=20),
)
def test_moments_come_back_or_are_asked_for(order, moments):
    """Whatever is found is right: a wrong order is never taken."""
    texts = [f"{moment:{FORMS[order]}}" for moment in moments]
    with duckdb.connect() as connection:
        connection.execute("create table given as select unnest(?) as cell", [texts])
        found = found_reading(connection, "given", Column("leads.created_at", "x", "cell"), "f")
        if found.question:
            assert all(moment.day <= 12 for moment in moments)
            return
        read = connection.execute(f"select {found.reading.value} from {with_steps('given', [found.reading])}").fetchall()
    assert [value for (value,) in read] == [f"{moment:%Y-%m-%d %H:%M:%S}" for moment in moments]


HEADER = "lead_id,Create Date,Annual Revenue,Star Sign"


def loaded_from(folder, capsys, **files: str) -> tuple[dict[str, tuple[str, str]], str]:
    """What several files of leads land as, by their ids, and what is said."""
    for name, row in files.items():
        (folder / f"{name}.csv").write_text(f"{HEADER}\n{row}\n", encoding="utf-8")
    with duckdb.connect() as connection:
        load(connection, CONNECTORS["tables"], folder, "raw")
        found = connection.execute("select lead_id, created_at, annual_revenue from raw.raw_leads").fetchall()
    return {lead: values for lead, *values in found}, capsys.readouterr().out


@pytest.mark.parametrize(("first", "second"), [("leads_1", "leads_2"), ("leads_2", "leads_1")])
def test_what_one_file_proves_holds_for_the_same_column_of_others(tmp_path, capsys, first, second):
    files = {first: '1,13/04/2026,"1.234,5",x', second: "2,03/04/2026,12.000,x"}
    found, said = loaded_from(tmp_path, capsys, **files)
    assert found == {"1": ["2026-04-13", "1234.5"], "2": ["2026-04-03", "12000"]}
    assert f"  {second}.csv: 'Create Date' is read with the day first, as in other files\n" in said
    assert f"  {second}.csv: 'Annual Revenue' is read with the decimal comma, as in other files\n" in said
    # A file that waited for others is told of once.
    assert said.count("columns that nobody reads") == said.count(f"raw_leads: {second}.csv, 1 rows") == 1
    assert "leads_1.csv and 1 more files: Star Sign" in said or "leads_2.csv and 1 more files: Star Sign" in said


@pytest.mark.parametrize(
    "others",
    [
        {"leads_1": "1,13/04/2026,1,x", "leads_3": "3,04/13/2026,1,x"},
        {"leads_1": "1,2026-04-13,1,x"},
    ],
)
def test_what_no_file_or_two_files_prove_is_asked(tmp_path, capsys, others):
    with pytest.raises(LoadError, match=r"^leads_2\.csv, column 'Create Date': '03/04/2026' can be read in two ways"):
        loaded_from(tmp_path, capsys, leads_2="2,03/04/2026,1,x", **others)


def test_another_heading_proves_nothing(tmp_path):
    (tmp_path / "leads_1.csv").write_text("lead_id,created_at\n1,13/04/2026\n")
    (tmp_path / "leads_2.csv").write_text("lead_id,Create Date\n1,03/04/2026\n")
    with duckdb.connect() as connection, pytest.raises(LoadError, match="'Create Date': '03/04/2026' can be read in two"):
        load(connection, CONNECTORS["tables"], tmp_path, "raw")
