"""Owners by name: case and doubled spaces make nobody another, and the headings of files that hold names are read."""

import duckdb
import pytest
from conftest import Marts, assert_passed, copy_of_project, dbt, write_raw

from lead_scoring.load.into_tables import load
from lead_scoring.load.tables import CONNECTORS

# Whole runs, one after another.
pytestmark = pytest.mark.slow

# Owner as given, and as shown. Ids hold digits, and some systems tell them apart by case.
OWNERS = {
    "Anna Smith": "Anna Smith",
    "ANNA  SMITH": "Anna Smith",
    "anna\u00a0smith": "Anna Smith",
    "Rep.Bo@example.com": "Rep.Bo@example.com",
    "rep.bo@EXAMPLE.com": "Rep.Bo@example.com",
    "BO": "BO",
    "bo": "BO",
    "0051x00000AbCdE": "0051x00000AbCdE",
    "0051x00000ABCDE": "0051x00000ABCDE",
}
# Owner of an outcome, and as shown; the last two own no lead.
OF_OUTCOMES = {"anna   SMITH": "Anna Smith", "0051x00000AbCdE": "0051x00000AbCdE", "Cy Lee": "cy lee", "CY LEE": "cy lee"}


@pytest.fixture(scope="module")
def marts(tmp_path_factory):
    project = copy_of_project(tmp_path_factory.mktemp("project"))
    caps = project / "seeds" / "lookups" / "daily_caps.csv"
    caps.write_text("value,leads_per_day,note\n(everyone),10,\nanna SMITH,1,\n0051x00000AbCdE,0,\n")
    buyer = {"created_at": "2026-01-01", "job_title": "VP Marketing", "industry": "Software", "country": "US"}
    leads = [
        {"lead_id": owner, "owner_id": owner, "email": f"ann@company{number}.com", "employee_count": "200", **buyer}
        for number, owner in enumerate(OWNERS)
    ]
    visits = [
        {"activity_id": f"{owner} {day}", "lead_id": owner, "activity_type": "pricing_page_viewed", "occurred_at": day}
        for owner in OWNERS
        for day in ("2026-02-26", "2026-02-27", "2026-02-28")
    ]
    outcomes = [
        {"lead_id": "BO", "outcome": "attempted", "occurred_at": f"2026-02-0{day}", "owner_id": owner}
        for day, owner in enumerate(OF_OUTCOMES, 1)
    ]
    write_raw(project, {"leads": leads, "activities": visits, "sales_outcomes": outcomes})
    result = dbt(project, "build", "--exclude-resource-type", "unit_test", as_of="2026-03-02 08:00:00")
    assert_passed(result)
    return Marts(project / "warehouse.duckdb")


def test_spellings_of_one_owner_are_one(marts):
    assert {name: row["owner_id"] for name, row in marts.by_lead("lead_features").items()} == OWNERS


def test_and_so_are_those_of_outcomes(marts):
    found = [row["owner_id"] for row in marts.query("select owner_id from int_sales_outcomes order by occurred_at")]
    assert found == list(OF_OUTCOMES.values())


def test_a_daily_cap_holds_for_all_spellings_and_for_no_other_id(marts):
    queue = marts.query("select owner_id, sum(cast(turn = 'today' as integer)) as today from sales_queue group by owner_id")
    today = {row["owner_id"]: row["today"] for row in queue}
    assert (today["Anna Smith"], today["0051x00000AbCdE"], today["0051x00000ABCDE"]) == (1, 0, 1)


HEADINGS = [
    "Lead Owner",
    "Contact owner",
    "Owner Name",
    "Lead Owner: Full Name",
    "Assigned To Name",
    "Sales Rep",
    "OWNER FULL NAME",
]


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_heading_that_holds_names_of_owners_is_read(tmp_path, heading):
    (tmp_path / "leads.csv").write_text(f"lead_id,created_at,{heading}\n1,2026-01-01,Anna Smith\n", encoding="utf-8")
    deals = f"lead_id,outcome,occurred_at,{heading}\n1,won,2026-01-01,Anna Smith\n"
    (tmp_path / "deals.csv").write_text(
        deals.replace("Lead Owner", "Owner").replace("Contact owner", "Deal owner"), encoding="utf-8"
    )
    with duckdb.connect() as connection:
        load(connection, CONNECTORS["tables"], tmp_path, "raw")
        for table in ("raw_leads", "raw_sales_outcomes"):
            assert connection.execute(f"select owner_id from raw.{table}").fetchall() == [("Anna Smith",)], table


def test_a_name_goes_before_an_address(tmp_path):
    text = "lead_id,created_at,Owner Email,Owner Name\n1,2026-01-01,anna@example.com,Anna Smith\n"
    (tmp_path / "leads.csv").write_text(text, encoding="utf-8")
    with duckdb.connect() as connection:
        load(connection, CONNECTORS["tables"], tmp_path, "raw")
        assert connection.execute("select owner_id from raw.raw_leads").fetchall() == [("Anna Smith",)]
