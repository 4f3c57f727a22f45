"""The connector `tables`: raw tables of a source schema, typed or text, with what is optional left out."""

import duckdb
import pytest
from conftest import WITHOUT_REPORTS, Marts, copy_of_project, dbt

from lead_scoring.failures import failures

# Whole runs, one after another.
pytestmark = pytest.mark.slow

WHERE = {"connectors": ["tables"], "raw_schema": "crm", "raw_tables": {"raw_leads": "contacts"}, "as_of": "2026-03-02"}
WHERE["consent_columns"] = {"letters welcome? consent": "ignored"}
CRM = """
create schema crm;
create table crm.contacts as select * from (values
    (1, timestamptz '2026-01-01 01:00:00+02', date '2026-02-01', 'VP Marketing', 200, 1250000.5, true,
     'a@oak.io', null, null, null, false, null, null),
    (2, timestamptz '2026-01-01 00:00:00+00', null, 'Student', null, null, false,
     'b@oak.io', 'yes', timestamp '2026-02-03', 1, null, 'granted', false),
    (3, null, null, 'No date', null, null, null, null, null, null, null, null, null, true),
    -- Gone, but a lead with the same address is there.
    (4, timestamptz '2026-01-01 00:00:00+00', null, 'VP', null, null, null,
     'Al <A@oak.io>', 'no', null, 1, true, null, null),
    (5, timestamptz '2026-01-01 00:00:00+00', null, 'VP', null, null, null,
     'c@oak.io', 'yes', null, 0, false, 'y', true),
    (6, timestamptz '2026-01-01 00:00:00+00', null, 'VP', null, null, null,
     'c@oak.io', 'no', timestamp '2026-02-03', null, true, null, null)
) as contacts (
    lead_id, created_at, "Updated_At", job_title, employee_count, annual_revenue, column_of_ours, email, marketing_consent,
    "Unsubscribed_At", "DoNotPhone", _fivetran_deleted, "Letters welcome? Consent", ok_to_call
);
create table crm.raw_activities as select * from (values
    ('a', 1, 'demo_requested', timestamp '2026-03-01 10:00:00.123456', 3.0::double, 12.345),
    ('a', 1, 'demo_requested', timestamp '2026-03-01 11:00:00', 3.0::double, 12.345),
    ('b', 1, 'pricing_page_viewed', timestamp 'infinity', null, null),
    ('c', 9, 'pricing_page_viewed', timestamp '2026-03-01', null, null),
    ('d', 2, 'pricing_page_viewed', timestamp '-infinity', null, null)
) as activities (activity_id, lead_id, activity_type, occurred_at, duration_seconds, amount);
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    project = copy_of_project(tmp_path_factory.mktemp("tables"))
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        connection.execute(CRM)
    return project


def test_typed_columns_of_other_names_and_no_optional_tables(project):
    assert dbt(project, "build", "--exclude-resource-type", "unit_test", *WITHOUT_REPORTS, **WHERE).success
    marts = Marts(project / "warehouse.duckdb")
    leads = marts.by_lead("int_leads")
    assert {lead: str(row["created_at"]) for lead, row in leads.items()} == {
        "1": "2025-12-31 23:00:00",
        "2": "2026-01-01 00:00:00",
        "5": "2026-01-01 00:00:00",
    }
    # What the columns of a warehouse say, whatever they are called; and whom a deleted record of the same address spoke for.
    assert {lead: (row["marketing_consent"], row["do_not_call"]) for lead, row in leads.items()} == {
        "1": ("opted_out", True),
        "2": ("opted_out", True),
        "5": ("opted_out", False),
    }
    assert str(leads["1"]["updated_at"]) == "2026-02-01 00:00:00"
    assert (leads["1"]["employee_count"], str(leads["1"]["annual_revenue"])) == (200, "1250000.50")
    assert marts.by_lead("lead_stages")["1"]["stage"] == "mql"
    counts = {row["raw_table"]: row for row in marts.rows("load_reconciliation")}
    assert [counts["raw_leads"][name] for name in ("rows_in", "used", "rejected")] == [4, 3, 1]
    names = ("rows_in", "used", "duplicate", "rejected", "older")
    assert [counts["raw_activities"][name] for name in names] == [5, 1, 1, 2, 1]
    assert counts["raw_content"]["rows_in"] == 0
    known = "from stg_activity_records semi join int_activities_deduped using (activity_key)"
    (activity,) = marts.query(f"select distinct duration_seconds, amount {known}")
    assert (activity["duration_seconds"], str(activity["amount"])) == (3, "12.35")


MISSING = [
    (
        "alter table crm.contacts drop column lead_id",
        '"warehouse"."crm"."contacts" has no column \'lead_id\', which raw_leads must have; it has: created_at, updated_at, '
        "job_title, employee_count, annual_revenue, column_of_ours, email, marketing_consent, unsubscribed_at, donotphone, "
        "_fivetran_deleted, letters welcome? consent, ok_to_call, gdpr_flag, keinewerbung.",
    ),
    (
        "drop table crm.raw_activities",
        'There is no table "warehouse"."crm"."raw_activities", which raw_tables names for raw_activities; '
        "name one that there is.",
    ),
    (
        "create table crm.raw_privacy_requests as select 'erasure' as request, 'today' as requested_at",
        '"warehouse"."crm"."raw_privacy_requests" has neither \'lead_id\' nor \'email\', so nobody can tell whose requests '
        "these are.",
    ),
]


def test_a_column_that_speaks_of_consent_and_that_nobody_reads_is_asked_about(project):
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        connection.execute("alter table crm.contacts add column gdpr_flag boolean")
        connection.execute('alter table crm.contacts add column "keineWerbung" boolean')
    outcome = dbt(project, "run", "--select", "tables_leads", **WHERE)
    assert [line.split(": ", 1)[1] for line in failures(outcome)] == [
        '"warehouse"."crm"."contacts": nothing reads gdpr_flag, keineWerbung, which by the name speaks of what people '
        "allow; write consent_columns: {gdpr_flag: marketing_consent} into dbt_project.yml (or VARS='...' behind make), "
        "with inverted behind it where a yes is an objection; do_not_call, with inverted where a yes allows calls; or "
        "ignored."
    ]


def test_what_is_missing_is_named_in_one_sentence(project):
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        for change, _ in MISSING:
            connection.execute(change)
    selected = ["run", "--select", "tables_leads", "tables_activities", "tables_privacy_requests"]
    outcome = dbt(project, *selected, **WHERE | {"raw_tables": WHERE["raw_tables"] | {"raw_activities": "raw_activities"}})
    said = [line.split(": ", 1)[1] for line in failures(outcome)]
    assert sorted(said) == sorted(sentence for _, sentence in MISSING)


def test_leads_are_all_that_must_be_there(project):
    nowhere = WHERE | {"raw_schema": "nowhere", "raw_tables": {}}
    outcome = dbt(project, "run", "--select", "tables_leads", "tables_activities", "tables_sales_outcomes", **nowhere)
    assert [line.split(": ", 1)[1] for line in failures(outcome)] == [
        'There is no table "warehouse"."nowhere"."raw_leads", and raw_leads is required; name the schema with '
        "raw_schema (make run CONNECTORS=tables RAW_SCHEMA=...), or the table with raw_tables."
    ]
