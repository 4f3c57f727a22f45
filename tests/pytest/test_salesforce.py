"""The connector `salesforce`: people, what they did and what sales did; each row delivered, or left out by a named rule."""

from pathlib import Path

import duckdb
import pytest
from conftest import WITHOUT_REPORTS, Marts, assert_passed, copy_of_project, dbt, results

from lead_scoring.failures import failures
from tests.salesforce import (
    ANNA_LATER,
    ANNA_ROW,
    BEN,
    CARL,
    GONE,
    OLGA,
    TABLES,
    UNA,
    contact,
    deal,
    event,
    individual,
    lead,
    make_salesforce,
    member,
    role,
    sid,
    task,
)

# Whole runs, one after another.
pytestmark = pytest.mark.slow

WHERE = {"connectors": ["salesforce"], "as_of": "2026-03-02"}
SELECTED = ["--select", "salesforce_rows", "+raw_lead_links", *WITHOUT_REPORTS[1:]]


def built(folder: Path, **given: object) -> Marts:
    project = copy_of_project(folder)
    make_salesforce(project / "warehouse.duckdb", **given)
    assert_passed(dbt(project, "build", "--exclude-resource-type", "unit_test", *SELECTED, **WHERE))
    return Marts(project / "warehouse.duckdb")


@pytest.fixture(scope="module")
def crm(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    return built(tmp_path_factory.mktemp("crm"))


def name_of(key: object) -> str:
    """salesforce:00QAnnaxxxxxxxx is Anna the lead, salesforce:003Annaxxxxxxxx is Anna the contact."""
    found = str(key).removeprefix("salesforce:")
    return f"{ {'00Q': 'lead ', '003': 'contact '}.get(found[:3], '') }{found[3:].rstrip('x')}"


def day_of(moment: object) -> str:
    return str(moment).removesuffix(" 00:00:00")


def test_every_row_is_delivered_or_left_out_by_a_rule(crm):
    rows = {(row["table_name"], row["became"]): row["row_count"] for row in crm.rows("salesforce_rows")}
    for table in ("lead", "contact", "task", "event", "campaign_member", "opportunity"):
        assert sum(count for (of, _), count in rows.items() if of == table) == len(TABLES[table]), table
    delivered = {table: count for (table, became), count in rows.items() if became == "delivered"}
    counts = {row["raw_table"]: row["rows_in"] for row in crm.rows("load_reconciliation")}
    assert counts["raw_leads"] == delivered["lead"] + delivered["contact"]
    of_tasks = crm.query("select 1 from raw_sales_outcomes where outcome in ('attempted', 'connected')")
    of_members_and_events = delivered["campaign_member"] + delivered["event"]
    assert counts["raw_activities"] + len(of_tasks) == delivered["task"] + of_members_and_events
    deals = crm.query("select 1 from raw_sales_outcomes where outcome = 'opportunity_created'")
    assert len(deals) == delivered["opportunity"]
    assert {became for table, became in rows if table == "task"} == {
        *("delivered", "deleted", "no id", "copy or other version", "plan of a series", "of nobody", "not done"),
        *("neither call nor e-mail", "list e-mail", "call among colleagues", "incoming call, nobody talked"),
    }


def test_who_the_leads_are(crm):
    current = crm.query("select * from int_lead_records where version_number = 1")
    leads = {name_of(row["lead_id"]): row for row in current}
    assert set(leads) == {
        *("lead Anna", "lead Ben", "lead Una", "lead Short", "lead Old", "lead Late"),
        *("contact Anna", "contact Olga", "contact Carl"),
    }
    anna, later = leads["lead Anna"], leads["contact Anna"]
    assert (anna["job_title"], anna["company_name"], anna["country"]) == ("VP Marketing", "Acme", "SE")
    assert (anna["employee_count"], str(anna["annual_revenue"])) == (200, "12500000.00")
    # The account's, and known since the account was changed.
    assert (later["company_name"], later["company_domain"], later["employee_count"]) == ("Acme", "acme.example", 900)
    assert (later["country"], str(later["version_at"])) == ("SE", "2026-02-01 00:00:00")
    assert leads["contact Carl"]["country"] == "NO" and leads["contact Olga"]["company_name"] is None
    ben, short = leads["lead Ben"], leads["lead Short"]
    assert (str(ben["vendor_score"]), ben["marketing_consent"], ben["phone"]) == ("75.50", "opted_out", "+46 8 123 456")
    # Somebody has the score of Account Engagement, so that another is on no common scale; and a queue owns nobody.
    assert (short["vendor_score"], short["owner_id"], short["email_status"]) == (None, None, "bounced")
    assert (anna["marketing_consent"], anna["owner_id"]) == (None, sid("005", "Sue")[:15])
    assert leads["lead Una"]["owner_id"] is None, "somebody who left calls nobody"
    assert leads["lead Una"]["marketing_consent"] == "opted_out", "a column that the company has added"
    phoned = {name: leads[name]["do_not_call"] for name in ("lead Ben", "lead Anna", "contact Carl", "contact Olga")}
    assert phoned == {"lead Ben": True, "lead Anna": False, "contact Carl": True, "contact Olga": None}
    # Who is gone objected for whoever has the address.
    heard = crm.query(f"""
        select marketing_consent from int_leads
        where lead_number in (select lead_number from int_lead_id_crosswalk where lead_id = 'salesforce:{OLGA[:15]}')
    """)
    assert heard == [{"marketing_consent": "opted_out"}]
    # By the data privacy record, of the newest version of the record.
    assert leads["contact Carl"]["marketing_consent"] == "opted_out"
    statuses = crm.query("select distinct lead_id, lead_status from raw_leads where lead_status is not null")
    assert {name_of(row["lead_id"]): row["lead_status"] for row in statuses if "Una" not in row["lead_id"]} == {
        name: "Open - Not Contacted" for name in leads if name.startswith("lead") and name != "lead Una"
    }
    # A version from before the account was changed does not know the account.
    intern = crm.query("select * from raw_leads where job_title = 'Intern'")
    assert [(row["company_name"], day_of(row["updated_at"])) for row in intern] == [(None, "2025-08-01")]


def test_what_people_wish_of_their_data(crm):
    asked = crm.query("select lead_id, email, request, requested_at from raw_privacy_requests")
    assert {
        (name_of(row["lead_id"]), row["email"], row["request"], day_of(row["requested_at"]).removesuffix(" 09:00:00"))
        for row in asked
    } == {
        ("lead Fay", None, "erasure", "2026-01-12"),
        ("contact Fay", None, "erasure", "2026-01-12"),
        ("lead Vera", "vera@gone.example", "erasure", "2026-01-12"),
        ("lead Old", None, "profiling_objection", "2026-02-03 08:00:00"),
        ("lead Short", None, "profiling_objection", "2026-01-12"),
    }
    erased = {name_of(row["lead_id"]) for row in crm.query("select lead_id from int_erased_leads")}
    assert erased == {"lead Fay", "contact Fay", "lead Vera", "contact Other"}
    profiled = {name_of(key): row["is_profiled"] for key, row in crm.by_lead("lead_scores").items()}
    assert {name for name, is_profiled in profiled.items() if not is_profiled} == {"lead Old", "lead Short"}


def test_what_leads_did(crm):
    found = crm.query("select * from raw_activities")
    assert {
        (name_of(row["lead_id"]), row["activity_type"], day_of(row["occurred_at"]), name_of(row["campaign_id"] or ""))
        for row in found
    } == {
        ("lead Ben", "call_connected", "2026-02-10 10:00:00", ""),
        ("lead Loser", "call_connected", "2026-02-10 10:00:00", ""),
        ("contact Carl", "email_replied", "2026-02-08 07:00:00", ""),
        ("lead Ben", "meeting_booked", "2026-02-05 12:00:00", ""),
        ("contact Carl", "meeting_booked", "2026-02-05 12:00:00", ""),
        # Written down the day after, booked by the time it began.
        ("contact Anna", "meeting_booked", "2026-02-12 14:00:00", ""),
        ("lead Ben", "webinar_registered", "2026-02-03", "Webinar"),
        ("contact Carl", "webinar_registered", "2026-02-03", "Webinar"),
        # Nobody was at the webinar before it was held.
        ("lead Anna", "webinar_attended", "2026-02-17", "Webinar"),
        ("lead Ben", "event_attended", "2026-02-03", "Fair"),
        ("lead Ben", "email_clicked", "2026-02-03", "Mail"),
        ("lead Ben", "content_downloaded", "2026-02-03", "Paper"),
        ("lead Ben", "form_submitted", "2026-02-25 08:00:00", "Nowhere"),
    }
    assert len({row["activity_id"] for row in found}) == len(found)


def test_what_sales_did(crm):
    found = crm.query("select distinct lead_id, outcome, occurred_at, reason, amount, currency from raw_sales_outcomes")
    assert {(name_of(row["lead_id"]), row["outcome"], day_of(row["occurred_at"])) for row in found} == {
        # Of the lead that Anna the contact was before.
        ("lead Anna", "attempted", "2026-02-10 10:00:00"),
        ("lead Anna", "meeting_held", "2026-02-12 14:00:00"),
        ("lead Anna", "qualified", "2026-01-15"),
        ("lead Anna", "opportunity_created", "2026-01-20 15:00:00"),
        ("lead Anna", "won", "2026-02-18"),
        ("lead Ben", "connected", "2026-02-10 10:00:00"),
        ("lead Ben", "attempted", "2026-02-09"),
        ("lead Ben", "meeting_held", "2026-02-14"),
        ("lead Nobody", "attempted", "2026-02-10 10:00:00"),
        # When the history of the field says, and once.
        ("lead Una", "rejected", "2026-01-25 16:30:00"),
        ("lead Late", "qualified", "2026-01-15"),
        # Olga is older than the lead that was converted into her; the deal was lost on the day it was opened.
        ("contact Olga", "opportunity_created", "2026-01-20 15:00:00"),
        ("contact Olga", "lost", "2026-01-20 15:00:00"),
        ("contact Carl", "attempted", "2026-02-11"),
        ("contact Carl", "meeting_held", "2026-02-12 14:00:00"),
        ("contact Carl", "opportunity_created", "2026-01-20 15:00:00"),
        # Its close date is to come: it was closed by the last change.
        ("contact Carl", "lost", "2026-02-20 11:00:00"),
    }
    assert [(row["amount"], row["currency"]) for row in found if row["amount"]] == [("12500000.5", "NOK")]


def test_deals_that_say_how_they_ended_are_not_warned_of(crm):
    assert not [row for row in crm.rows("run_warnings") if row["subject"] == "salesforce_opportunities"]


def test_which_records_are_one_person(crm):
    links = crm.rows("raw_lead_links")
    assert {(name_of(row["lead_id"]), name_of(row["same_as"]), row["link"], day_of(row["linked_at"])) for row in links} == {
        ("lead Anna", "contact Anna", "converted", "2026-01-15"),
        ("lead Late", "contact Olga", "converted", "2026-01-15"),
        ("lead Loser", "lead Ben", "merged", "2026-02-15 09:00:00"),
        ("contact Lost", "contact Carl", "merged", "2026-01-20 09:00:00"),
    }


def test_every_lead_has_a_score_and_a_stage(crm):
    stages = {name_of(key): row["stage"] for key, row in crm.by_lead("lead_stages").items()}
    assert (stages["lead Anna"], stages["lead Una"]) == ("customer", "disqualified")
    scores = {name_of(key): row for key, row in crm.by_lead("lead_scores").items()}
    # Two of the nine records are the contacts that leads became.
    assert len(scores) == 7 and scores["lead Ben"]["engagement_score"] > 0 and scores["lead Anna"]["fit_score"] > 0


# Loaded twice and as text, without tables, among hundreds of columns, and of people whom nobody knows.
DIRTY = {
    "lead": [
        row
        for row in (
            lead("Text", annual_revenue="a lot", number_of_employees="51-200", pi__score__c="high", system_modstamp="soon",
                 has_opted_out_of_email="on request", individual_id=sid("0PK", "Text")),
            lead("Iso", created_date="2026-01-05T10:00:00.000+0000", last_modified_date="2026-01-06T00:00:00Z", title="",
                 system_modstamp="", is_converted="1", converted_contact_id=sid("003", "Away"), is_deleted="False"),
            lead("Bad", created_date="yesterday"),
            lead("Away", is_deleted="TRUE", system_modstamp=""),
            lead("Away"),
            # Where versions are kept, who is deleted has none that is active.
            lead("Ended", _fivetran_active="false", _fivetran_end="2026-02-05 09:00:00"),
            {"id": ""},
        )
        for _ in range(2)
    ],
    "individual": [
        individual("Text", has_opted_out_profiling="perhaps", should_forget="0", has_opted_out_solicit="", created_date="")
    ] * 2,
    "task": [task(f"t{n}", sid("00Q", "Nobody"), call_type="Inbound", call_disposition="Answered") for n in range(3)] * 2,
    "event": [],
    "campaign_member": [member("m", "Gone", lead_id=sid("00Q", "Iso"))] * 2,
}  # fmt: skip


def test_text_copies_orphans_and_hundreds_of_columns(tmp_path):
    marts = built(tmp_path, tables=DIRTY, types=lambda name: "varchar", more=[f"custom_{n}__c" for n in range(400)])
    counts = {row["raw_table"]: row for row in marts.rows("load_reconciliation")}
    assert [counts["raw_leads"][name] for name in ("rows_in", "used", "duplicate", "rejected")] == [8, 2, 2, 4]
    assert [counts["raw_activities"][name] for name in ("rows_in", "used", "rejected")] == [4, 1, 3]
    rejected = {(row["raw_table"], row["reject_reason"]) for row in marts.rows("rejected_records")}
    assert rejected == {
        *(("raw_leads", reason) for reason in ("missing id", "bad date")),
        ("raw_activities", "unknown lead"),
        # Converted, and nobody says when.
        ("raw_sales_outcomes", "bad date"),
    }
    leads = {name_of(key): row for key, row in marts.by_lead("int_leads").items()}
    assert {name: str(row["created_at"]) for name, row in leads.items()} == {
        "lead Text": "2025-12-01 09:00:00",
        "lead Iso": "2026-01-05 10:00:00",
    }
    text = leads["lead Text"]
    assert (text["annual_revenue"], text["employee_count"], text["vendor_score"]) == (None, 51, None)
    # Words that nobody knows are no agreement to mail.
    assert text["marketing_consent"] == "opted_out"
    assert marts.by_lead("lead_scores")[text["lead_id"]]["is_profiled"] is False
    assert str(leads["lead Iso"]["updated_at"]) == "2026-01-06 00:00:00"
    assert len(marts.rows("lead_scores")) == 2
    assert [row["same_as"] for row in marts.rows("raw_lead_links")] == [f"salesforce:{sid('003', 'Away')[:15]}"]


def said(project: Path, *models: str) -> list[str]:
    outcome = dbt(project, "run", "--select", *models, **WHERE)
    return sorted(line.split(": ", 1)[1] for line in failures(outcome))


def test_what_is_missing_is_named_in_one_sentence(tmp_path):
    project = copy_of_project(tmp_path)
    assert_passed(dbt(project, "seed", "--select", "salesforce_call_results", **WHERE))
    individuals = {"individual": [individual("Ann")]}
    tables = individuals | {"contact": [{"id": "1"}], "task": [{"id": "1"} | {f"custom_{n}__c": None for n in range(30)}]}
    make_salesforce(project / "warehouse.duckdb", tables=tables)
    assert said(project, "salesforce_people", "salesforce_individuals", "salesforce_tasks") == [
        f'"warehouse"."salesforce"."{table}" has no column \'{column}\', which connector salesforce must have; it has: '
        f"{has}."
        for table, column, has in (
            ("contact", "created_date", "id"),
            ("contact", "individual_id", "id"),
            ("task", "who_id", ", ".join(["id", *(f"custom_{n}__c" for n in range(19))]) + " and 11 more"),
        )
    ]
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        connection.execute("drop table salesforce.contact")
    assert said(project, "salesforce_people") == [
        'There is neither a table "warehouse"."salesforce"."lead" nor "warehouse"."salesforce"."contact", and connector '
        "salesforce needs one of them; name their schema, as in make run CONNECTORS=salesforce "
        "VARS='schemas: {salesforce: ...}'."
    ]


NORA = sid("003", "Nora")
MARCH = {"system_modstamp": "2026-03-09 09:00:00"}
# Loaded after the day that is scored: new versions, also of what is said to have happened before, and rows that are gone.
LATER = {
    "lead": [
        lead("Ben", **MARCH, title="Intern", status="Unqualified", owner_id=sid("005", "Left"), email="other@gmail.com"),
        lead("Una", **GONE | MARCH),
        ANNA_ROW | MARCH | {"converted_contact_id": OLGA, "converted_date": "2026-01-10", "country": "Norway"},
        lead("Old", **MARCH, created_date="1970-01-01", is_converted=True, converted_date="2026-02-01",
             converted_contact_id=CARL),
        # Nobody says when this row was written.
        lead("Old", created_date="1970-01-01", system_modstamp=None, is_converted=True, converted_date="2026-03-09",
             converted_contact_id=CARL),
        lead("Short", **MARCH, id=sid("00Q", "Short")[:15], is_converted=True, converted_date="2026-02-01",
             converted_contact_id=CARL, converted_opportunity_id=sid("006", "No-one"), master_record_id=BEN),
        lead("New", created_date="2026-03-05", pi__score__c=99.0),
    ],
    "individual": [
        individual("Shy", **MARCH),
        individual("Ben", **MARCH, has_opted_out_profiling=True, has_opted_out_solicit=True),
        individual("New", created_date="2026-03-05", last_modified_date="2026-03-05", has_opted_out_profiling=True),
    ],
    "contact": [
        contact("Olga", **MARCH, individual_id=sid("0PK", "New")),
        contact("Anna", created_date="2026-01-15 10:00:00", **MARCH, title="Student"),
        contact("Carl", created_date="2025-07-01", _fivetran_deleted=True, _fivetran_synced="2026-03-09 09:00:00"),
    ],
    "account": [{"id": sid("001", "Acme"), "name": "Sold", "number_of_employees": 3, **MARCH}],
    "user": [{"id": sid("005", "Sue"), "is_active": False, **MARCH}],
    "lead_history": [
        {"id": sid("00h", "d"), "lead_id": BEN, "field": "Status", "new_value": "Unqualified", "created_date": "2026-03-09"},
        {"id": sid("00h", "a"), "lead_id": UNA, "field": "Status", "is_deleted": True, **MARCH},
    ],
    "task": [
        task("tried", ANNA_LATER, **MARCH, call_disposition="Connected"),
        task("open", BEN, **MARCH, call_type="Inbound", call_disposition="Answered"),
        task("talked", BEN, **GONE | MARCH),
    ],
    "email_message": [
        {"id": sid("02s", "late"), "activity_id": sid("00T", "wrote"), "incoming": True, "message_date": "2026-03-09"},
        {"id": sid("02s", "in"), "activity_id": sid("00T", "answered"), "incoming": True, "is_deleted": True, **MARCH},
    ],
    "event": [event("held", CARL, **GONE | MARCH), event("to-come", BEN, **MARCH, subject="Canceled: demo")],
    "campaign": [{"id": sid("701", "Webinar"), "type": "Email", **MARCH}],
    "campaign_member": [
        member("signed-up", "Webinar", lead_id=BEN, status="No Show") | MARCH,
        member("sent", "Mail", contact_id=CARL) | MARCH,
    ],
    "opportunity": [
        deal("Open", is_closed=True, is_won=True, close_date="2026-02-25") | MARCH,
        deal("First", **GONE | {"system_modstamp": "2026-03-09"}),
    ],
    "opportunity_contact_role": [
        role("0", sid("006", "Early"), ANNA_LATER, is_primary=True, created_date="2026-03-09"),
        role("2", sid("006", "Lost"), CARL, is_primary=True) | MARCH,
        role("7", sid("006", "No-one"), NORA, is_primary=True, created_date="2026-03-09"),
    ],
}  # fmt: skip


def test_later_rows_move_nothing(tmp_path):
    found = []
    for name, later in {"early": {}, "later": LATER}.items():
        (tmp_path / name).mkdir()
        project = copy_of_project(tmp_path / name)
        # Nobody has the score of Account Engagement yet.
        leads = [{name: value for name, value in row.items() if name != "pi__score__c"} for row in TABLES["lead"]]
        early = TABLES | {"lead": leads, "contact": [*TABLES["contact"], contact("Nora")]}
        make_salesforce(project / "warehouse.duckdb", {table: rows + later.get(table, []) for table, rows in early.items()})
        found.append(results(project, **WHERE))
    assert found[0] == found[1]
    # Once they are known they move a lot.
    assert results(project, **WHERE | {"as_of": "2026-03-20"})["lead_stages"] != found[0]["lead_stages"]
