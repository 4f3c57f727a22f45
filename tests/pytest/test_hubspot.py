"""HubSpot's tables as a loader lands them: its own test files, and an invented account in which events meet contacts."""

import ast
import csv
import re
from pathlib import Path

import duckdb
import pytest
import yaml
from conftest import PROJECT, WITHOUT_REPORTS, Marts, assert_passed, copy_of_project, dbt, results

from lead_scoring.failures import failures
from tests.hubspot_case import LATER, add_rows, make_hubspot

# Whole runs, one after another.
pytestmark = pytest.mark.slow

FILES = PROJECT.parent / "shared" / "data" / "hubspot"
MODELS = PROJECT / "models" / "connectors" / "hubspot"
WHERE = {"connectors": ["hubspot"], "as_of": "2025-03-02"}
RAW = ["raw_leads", "raw_activities", "raw_sales_outcomes", "raw_lead_links"]


def query(project: Path, sql: str) -> list[tuple]:
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        connection.execute("set search_path = 'analytics_build'")
        return connection.execute(sql).fetchall()


def rows_of_tables(project: Path, schema: str) -> dict[str, int]:
    tables = query(project, f"select table_name from duckdb_tables() where schema_name = '{schema}'")
    return {table: query(project, f"select count(*) from {schema}.{table}")[0][0] for (table,) in tables}


def reconciled(project: Path) -> dict[str, dict[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for table, outcome, rows in query(project, "select * from hubspot_reconciliation"):
        found.setdefault(table, {})[outcome] = rows
    return found


ALL = ["path:models/connectors/hubspot"]


@pytest.fixture(scope="module")
def account(tmp_path_factory) -> Path:
    """The invented account, all marts built from it, every test passed."""
    project = copy_of_project(tmp_path_factory.mktemp("account"))
    make_hubspot(project / "warehouse.duckdb")
    select, *chosen = WITHOUT_REPORTS
    assert_passed(
        dbt(project, "build", "--exclude-resource-type", "unit_test", select, "+raw_lead_links", *ALL, *chosen, **WHERE)
    )
    return project


def test_every_row_is_delivered_or_left_out_by_a_named_rule(account):
    found = reconciled(account)
    assert found == {
        "contact": {"delivered": 8, "deleted": 2},
        "contact_merge_audit": {"delivered": 1, "said twice": 2},
        "email_event": {
            **{"delivered": 14, "on its way": 3, "soft bounce": 2, "taken back": 2, "no unsubscription": 1, "deleted": 2},
        },
        "contact_form_submission": {"delivered": 4, "deleted": 2},
        "engagement_call": {"delivered": 4, "other copy": 2, "no outcome": 1, "deleted": 2, "no contact": 1},
        "engagement_meeting": {"delivered": 3},
        "engagement_email": {"delivered": 2, "not incoming": 1},
        "engagement_contact": {"delivered": 10, "said twice": 1, "nothing to deliver": 5, "deleted": 2},
        "deal": {"delivered": 4, "other copy": 1, "deleted": 2, "merged into another": 1, "no contact": 1},
        "deal_contact": {"delivered": 5, "said twice": 1, "nothing to deliver": 3},
    }
    rows = rows_of_tables(account, "hubspot")
    assert {table: sum(outcomes.values()) for table, outcomes in found.items()} == {table: rows[table] for table in found}


def test_contacts_are_leads_with_what_their_company_says(account):
    leads = Marts(account / "warehouse.duckdb").by_lead("int_leads")
    assert set(leads) == {f"hubspot:{number}" for number in (1, 2, 3, 4, 7)}
    named = ("job_title", "company_name", "company_domain", "industry", "employee_count", "country")
    assert {lead: tuple(row[name] for name in named) for lead, row in leads.items()} == {
        "hubspot:1": ("VP Marketing", "Acme", "acme.example", "COMPUTER_SOFTWARE", 300, "US"),
        "hubspot:2": ("CEO", None, None, None, None, None),
        "hubspot:3": ("Buyer", "Acme", "acme.example", "COMPUTER_SOFTWARE", 300, "US"),
        "hubspot:4": ("Director of Sales", "Dan and Daughters", None, None, 50, "DE"),
        "hubspot:7": (None, None, None, None, None, None),
    }
    ann, bob, gus = (leads[f"hubspot:{number}"] for number in (1, 2, 7))
    named = ("email", "lead_source", "landing_page", "campaign_id", "owner_id", "marketing_consent", "vendor_score")
    assert [str(ann[name]) for name in named] == [
        *("ann@acme.example", "PAID_SEARCH", "/pricing", "spring", "900", "opted_in", "61.00"),
    ]
    assert (str(ann["annual_revenue"]), str(ann["created_at"]), str(ann["updated_at"])) == (
        *("12500000.50", "2025-01-05 08:00:00", "2025-02-20 10:00:00"),
    )
    assert (bob["email_status"], bob["marketing_consent"]) == ("bounced", "opted_out")
    assert {lead: row["marketing_consent"] for lead, row in leads.items()} == {
        **{"hubspot:1": "opted_in", "hubspot:2": "opted_out", "hubspot:3": "unreadable"},
        # A contact that is gone objected for whoever has its address; who opted out of one kind of mail agreed to none.
        **{"hubspot:4": "opted_out", "hubspot:7": "opted_out"},
    }
    assert (str(gus["created_at"]), str(gus["updated_at"])) == ("2025-01-10 08:00:00", "2025-03-01 23:00:00")


def test_who_is_not_to_be_phoned_and_what_hubspot_calls_them(account):
    marts = Marts(account / "warehouse.duckdb")
    leads = marts.by_lead("int_leads")
    assert {lead.removeprefix("hubspot:"): row["do_not_call"] for lead, row in leads.items()} == {
        **{"1": False, "2": True, "3": True, "4": True, "7": None},
    }
    named = marts.query(
        "select distinct lead_id, lifecycle_stage, lead_status from raw_leads where lifecycle_stage <> '' order by all"
    )
    assert [tuple(row.values()) for row in named] == [
        ("hubspot:1", "opportunity", "OPEN_DEAL"),
        ("hubspot:3", "198765432", None),
    ]


def test_what_contacts_did_is_read_from_mails_forms_and_engagements(account):
    marts = Marts(account / "warehouse.duckdb")
    known = marts.query(
        "select known_as as lead_id, activity_type, occurred_at, content_id from stg_activity_records "
        "semi join int_activities_deduped using (activity_key) "
        "inner join int_lead_id_crosswalk using (source_system, lead_id)"
    )
    found = {
        (row["lead_id"].removeprefix("hubspot:"), row["activity_type"], f"{row['occurred_at']:%m-%d %H:%M}") for row in known
    }
    assert found == {
        # Contact 5 was merged into Ann.
        ("1", "newsletter_subscribed", "01-07 09:00"),
        ("1", "email_delivered", "02-10 09:00"),
        ("1", "email_opened", "02-10 10:00"),
        ("1", "email_clicked", "02-10 10:01"),
        ("1", "email_clicked", "02-10 10:02"),
        ("1", "email_clicked", "02-11 10:00"),
        ("1", None, "02-11 10:01"),
        ("1", "demo_requested", "03-01 09:00"),
        ("1", "call_connected", "02-14 10:00"),
        ("1", "meeting_booked", "02-27 10:00"),
        ("1", "email_replied", "02-16 10:00"),
        ("2", "email_bounced", "02-10 09:00"),
        ("3", "unsubscribed", "02-12 09:00"),
        ("3", "call_connected", "02-14 10:00"),
        ("3", "email_replied", "02-15 10:00"),
        # A form called Purchase is no order, and a meeting written down afterwards was booked by its beginning.
        ("4", "form_submitted", "02-01 09:00"),
        ("4", "form_submitted", "02-02 09:00"),
        ("4", "meeting_booked", "02-25 10:00"),
        ("7", "spam_reported", "02-12 09:00"),
        ("7", "unsubscribed", "02-13 09:00"),
    }
    assert {row["content_id"] for row in known if (row["activity_type"] or "").startswith("email_c")} == {"77"}
    unmapped = marts.query("select unmapped_value from unmapped_values where attribute = 'activity_type'")
    assert unmapped == [{"unmapped_value": "forward"}]
    caught = marts.query("select caught_by, occurred_at from bot_activities")
    assert [(row["caught_by"], str(row["occurred_at"])) for row in caught] == [("known_agent", "2025-02-10 10:02:00")]
    counts = next(row for row in marts.rows("load_reconciliation") if row["raw_table"] == "raw_activities")
    assert (counts["duplicate"], counts["older"]) == (1, 1)


def test_what_sales_recorded_is_read_from_deals_calls_and_meetings(account):
    found = Marts(account / "warehouse.duckdb").query(
        "select lead_id, outcome, occurred_at, reason, amount, owner_id from int_sales_outcomes order by all"
    )
    assert [tuple(str(value) for value in row.values() if value is not None) for row in found] == [
        ("hubspot:1", "connected", "2025-02-14 10:00:00", "901"),
        ("hubspot:1", "opportunity_created", "2025-01-22 10:00:00", "902"),
        ("hubspot:1", "opportunity_created", "2025-02-28 10:00:00", "902"),
        ("hubspot:3", "connected", "2025-02-14 10:00:00", "901"),
        ("hubspot:3", "opportunity_created", "2025-01-20 10:00:00", "902"),
        ("hubspot:3", "won", "2025-02-19 10:00:00", "1000.50", "902"),
        ("hubspot:4", "attempted", "2025-02-13 10:00:00"),
        ("hubspot:4", "attempted", "2025-02-13 11:00:00"),
        ("hubspot:4", "lost", "2025-02-22 10:00:00", "no_budget", "50.00", "902"),
        ("hubspot:4", "meeting_held", "2025-02-25 10:00:00", "901"),
        ("hubspot:4", "opportunity_created", "2025-01-21 10:00:00", "902"),
    ]


def test_an_amount_is_in_the_currency_of_the_account_or_says_in_which(account):
    found = query(account, "select lead_id, amount, currency from raw_sales_outcomes where amount <> '' or currency <> ''")
    assert sorted(found) == [("hubspot:3", "1000.5", None), ("hubspot:4", "50", "USD")]


def test_a_deal_that_nothing_says_was_won_or_lost_is_open_and_warned_of(account):
    warned = Marts(account / "warehouse.duckdb").query("select warning from run_warnings where subject = 'hubspot_deals'")
    assert [row["warning"] for row in warned] == [
        "Nothing says whether 1 of 4 deals of hubspot, such as 207, were won or lost; they count as open until you load "
        "property_hs_is_closed_won of deal, or is_closed and probability of deal_pipeline_stage."
    ]


def test_what_cannot_be_used_is_rejected_by_name(account):
    rejected = Marts(account / "warehouse.duckdb").rows("rejected_records")
    found = {(row["record_key"].removeprefix("hubspot:"), row["reject_reason"]) for row in rejected}
    assert found - {("form:5:f2:c2", "unknown lead")} == {
        ("8", "bad date"),
        ("e17", "unknown lead"),
        ("e18", "unknown lead"),
        ("e19", "bad date"),
        ("10", "unknown lead"),
        ("4", "unknown outcome"),
    }


def test_merged_contacts_are_links(account):
    assert query(account, "select lead_id, same_as, link, linked_at from hubspot_lead_links order by all") == [
        ("hubspot:5", "hubspot:1", "merged", "2025-01-07 12:00:00"),
        ("hubspot:55", "hubspot:4", "merged", "2025-01-08 12:00:00"),
    ]


def test_the_account_is_scored(account):
    marts = Marts(account / "warehouse.duckdb")
    scores, stages = marts.by_lead("lead_scores"), marts.by_lead("lead_stages")
    found = {
        lead.removeprefix("hubspot:"): (row["fit_score"], row["intent_score"], row["grade"], stages[lead]["stage"])
        for lead, row in scores.items()
    }
    assert found == {
        "1": (40, 25, "A1", "opportunity"),
        "2": (16, 0, "C4", "disqualified"),
        "3": (26, 0, "B4", "customer"),
        "4": (28, 0, "B3", "recycled"),
        "7": (4, 0, "U4", "disqualified"),
    }
    assert scores["hubspot:7"]["disqualification_reason"] == "Reported our mail as spam"


def test_typed_or_text_and_in_any_order_of_loads_it_is_the_same(account):
    typed = {table: query(account, f"select * from {table} order by all") for table in RAW}
    make_hubspot(account / "warehouse.duckdb", "as_text", as_text=True)
    for table in rows_of_tables(account, "as_text"):
        query(account, f"create or replace table as_text.{table} as select * from as_text.{table} order by rowid desc")
    chosen = ["--select", *ALL, *RAW]
    assert_passed(dbt(account, "run", *chosen, **WHERE, schemas={"hubspot": "as_text"}))
    assert {table: query(account, f"select * from {table} order by all") for table in RAW} == typed


def test_later_rows_move_nothing(tmp_path):
    found = []
    for name, later in {"early": {}, "later": LATER}.items():
        (tmp_path / name).mkdir()
        project = copy_of_project(tmp_path / name)
        make_hubspot(project / "warehouse.duckdb")
        add_rows(project / "warehouse.duckdb", later)
        found.append(results(project, **WHERE))
    assert found[0] == found[1]
    # Once they are known they move a lot.
    then = results(project, **WHERE | {"as_of": "2025-03-20"})
    assert then["lead_stages"] != found[0]["lead_stages"]
    assert {row["lead_id"] for row in then["lead_stages"]} == {"hubspot:0", "hubspot:1", "hubspot:9001"}


@pytest.fixture(scope="module", params=[False, True], ids=["typed", "all text"])
def real(request, tmp_path_factory) -> Path:
    """The loader's own test files, every one of their rows judged."""
    if not FILES.is_dir():
        pytest.skip("the test files of a loader of HubSpot are not on this machine (../shared/data/hubspot)")
    project = copy_of_project(tmp_path_factory.mktemp("real"))
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        connection.execute("create schema crm")
        for path in FILES.glob("*.csv"):
            connection.execute(
                f"create table crm.{path.stem} as from read_csv('{path}', header = true, all_varchar = {request.param})"
            )
    chosen = [
        "--select",
        "+load_reconciliation",
        "every_raw_row_is_accounted_for",
        *ALL,
        "--indirect-selection",
        "buildable",
    ]
    variables = {"connectors": ["hubspot"], "schemas": {"hubspot": "crm"}, "as_of": "2024-12-31", "lookback_days": 9000}
    assert_passed(dbt(project, "build", "--exclude-resource-type", "unit_test", *chosen, **variables))
    return project


def test_every_row_of_the_real_files_is_accounted_for(real):
    found = reconciled(real)
    assert len(found) == 10
    for table, outcomes in found.items():
        with (FILES / f"{table}.csv").open(newline="", encoding="utf-8") as file:
            assert sum(outcomes.values()) == len(list(csv.DictReader(file))), table
    assert found["contact"] == {"delivered": 22}
    assert found["email_event"] == {"delivered": 93, "on its way": 7}
    # None of their deals and meetings has a contact.
    assert (found["deal"], found["engagement_meeting"]) == ({"no contact": 44}, {"no contact": 100})
    assert found["contact_form_submission"] == {"delivered": 5}
    (counts,) = query(
        real, "select rows_in, used, rejected from analytics.load_reconciliation where raw_table = 'raw_leads'"
    )
    assert counts == (22, 22, 0)


def test_e_mail_events_that_meet_no_contact_are_rejected_as_of_an_unknown_lead(real):
    reasons = query(
        real, "select raw_table, reject_reason, count(*) from analytics.rejected_records group by all order by all"
    )
    assert reasons == [("raw_activities", "unknown lead", 98), ("raw_lead_links", "unknown lead", 4)]
    (merged,) = query(real, "select count(*), count(linked_at) from hubspot_lead_links where link = 'merged'")
    assert merged == (7, 4)


def test_a_contact_table_of_ids_is_enough_and_empty_tables_are_no_harm(tmp_path):
    project = copy_of_project(tmp_path)
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        connection.execute("create schema hubspot; create table hubspot.contact as select 1 as id")
        connection.execute("create table hubspot.company (id bigint); create table hubspot.deal (deal_id bigint)")
    assert_passed(dbt(project, "seed", **WHERE))
    assert_passed(dbt(project, "run", "--select", *ALL, *RAW, **WHERE))
    assert [query(project, f"select count(*) from {table}") for table in RAW] == [[(1,)], [(0,)], [(0,)], [(0,)]]
    query(project, "alter table hubspot.contact add column property_werbesperre_seit varchar")
    (asked,) = failures(dbt(project, "run", "--select", "hubspot_leads", **WHERE))
    assert "nothing reads werbesperre_seit, which by the name speaks of what people allow; write consent_columns: {" in asked
    query(project, "alter table hubspot.contact drop column property_werbesperre_seit")
    for change in MISSING:
        query(project, change)
    outcome = dbt(project, "run", "--select", "hubspot_leads", "hubspot_email_events", **WHERE)
    assert {line.split(": ", 1)[1] for line in failures(outcome)} == set(MISSING.values())


MISSING = {
    "alter table hubspot.contact rename to contacts": 'There is no table "warehouse"."hubspot"."contact", which connector '
    "hubspot must have; name its schema, as in make run CONNECTORS=hubspot VARS='schemas: {hubspot: ...}'.",
    "create table hubspot.email_event as select 'e' as id, 'OPEN' as type, 'a@b.example' as recipient": (
        '"warehouse"."hubspot"."email_event" has no column \'created\', which connector hubspot must have; it has: id, '
        "type, recipient."
    ),
}


def columns_read() -> dict[str, set[str]]:
    """Which columns of which tables the models ask for, from their text."""
    found: dict[str, set[str]] = {}
    for path in MODELS.glob("*.sql"):
        for table, lists in re.findall(
            r"(?:vendor_table\('hubspot', |hubspot_rows\()'(\w+)',(.*?)\) }}", path.read_text(), re.DOTALL
        ):
            found.setdefault(table, set()).update(re.findall(r"'(\w+)'", lists))
    leads = (MODELS / "hubspot_leads.sql").read_text()
    for table, column in re.findall(r"'(contact|company)\.(\w+)'", re.sub(r"^--.*$", "", leads, flags=re.MULTILINE)):
        found[table].add(column)
    for table, name in [("contact", "contact_columns"), ("company", "company_columns")]:
        found[table].update(ast.literal_eval(re.search(rf"set {name} = (\[.*?\])", leads, re.DOTALL)[1]))
    deals = (MODELS / "hubspot_deals.sql").read_text()
    found["deal"].update(ast.literal_eval(re.search(r"set columns = (\[.*?\])", deals, re.DOTALL)[1]))
    return found


def test_the_source_names_the_columns_that_are_read_and_no_others():
    (source,) = yaml.safe_load((MODELS / "_hubspot_source.yml").read_text())["sources"]
    assert {table["name"]: {column["name"] for column in table["columns"]} for table in source["tables"]} == columns_read()
