"""Raw rows as they should not be: nothing ends a run, nothing is lost without a trace."""

import csv

import pytest
from conftest import PROJECT

# Whole runs, one after another.
pytestmark = pytest.mark.slow

BAD_LEADS = [
    {"lead_id": "", "created_at": "2026-01-01"},
    {"lead_id": "n/a", "created_at": "2026-01-01"},
    {"lead_id": "b", "created_at": "13/01/2026"},
    {"lead_id": "c", "created_at": ""},
    {"lead_id": "d", "created_at": "2026-13-01"},
    {"lead_id": "e", "created_at": "now"},
    {"lead_id": "f", "created_at": "9999-12-31T23:59:59-14:00"},
]
RECONCILED = "select * from load_reconciliation where raw_table = '{}'"


def test_empty_tables(build):
    marts = build(reports=True)
    assert marts.rows("qualified_leads") == []
    assert {row["rows_in"] for row in marts.rows("load_reconciliation")} == {0}
    assert len(marts.rows("load_reconciliation")) == 7


def test_tables_in_which_every_row_is_bad(build):
    orphan = {"activity_id": "1", "lead_id": "b", "activity_type": "page_viewed", "occurred_at": "2026-02-01"}
    marts = build(
        reports=True,
        failing=["every_privacy_request_is_read"],
        leads=BAD_LEADS,
        activities=[orphan, orphan | {"occurred_at": "yesterday"}, orphan | {"activity_id": "?"}],
        sales_outcomes=[{"lead_id": "b", "outcome": "won", "occurred_at": "2026-02-01"}, {"outcome": "sold"}],
        campaign_spend=[{"campaign_id": "c", "channel": "x", "spend_date": "2026-02-01", "amount": "ten"}],
        content=[{"title": "No id"}],
        privacy_requests=[
            {"request": "erasure"},
            {"lead_id": "b", "request": "cake"},
            {"email": "b at c", "request": "erasure"},
        ],
    )
    assert marts.rows("lead_scores") == []
    for row in marts.rows("load_reconciliation"):
        assert (row["rejected"], row["used"]) == (row["rows_in"], 0), row
    reasons = marts.query("select record_key, reject_reason from rejected_records where raw_table = 'raw_leads'")
    assert sorted(str(row["record_key"]) + ": " + row["reject_reason"] for row in reasons) == [
        "None: missing id",
        "None: missing id",
        *(f"{lead}: bad date" for lead in "bcde"),
        "f: dated in the future",
    ]


def test_the_sample_has_dirt_of_every_kind(sample):
    rejected = {(row["raw_table"], row["reject_reason"]) for row in sample.rows("rejected_records")}
    for reason in ["missing id", "bad date", "dated in the future", "unknown lead"]:
        assert ("raw_activities", reason) in rejected
    assert {("raw_sales_outcomes", "unknown outcome"), ("raw_campaign_spend", "bad amount")} <= rejected
    counted = sample.query(RECONCILED.format("raw_activities"))[0]
    assert all(counted[outcome] for outcome in ("duplicate", "rejected", "not_yet", "older", "erased"))
    unmapped = {(row["attribute"], row["unmapped_value"]): row["leads_affected"] for row in sample.rows("unmapped_values")}
    expected = {
        ("activity_type", "teleported"),
        ("activity_type", "(none)"),
        ("country", "atlantis"),
        ("industry", "underwater basket weaving"),
        ("lead_source", "carrier pigeon"),
        ("page", "/never-seen"),
        ("job_title", "wizard"),
    }
    assert expected <= set(unmapped)
    assert unmapped["job_title", "wizard"] > 1


def test_every_row_of_the_sample_files_is_counted(sample):
    for row in sample.rows("load_reconciliation"):
        path = PROJECT / "seeds" / "raw" / f"sample_{row['raw_table'].removeprefix('raw_')}.csv"
        with path.open(newline="", encoding="utf-8") as file:
            assert row["rows_in"] == sum(1 for _ in csv.DictReader(file)), row["raw_table"]


def test_what_dirty_leads_become(sample):
    leads = sample.by_lead("int_leads")
    assert leads["dirt-versions"]["job_title"] == "Director of Marketing"
    assert not leads["dirt-versions"]["attributes_are_later"]
    assert leads["dirt-only-later"]["job_title"] == "Director of Sales"
    assert leads["dirt-only-later"]["attributes_are_later"]
    placeholders = leads["dirt-placeholders"]
    assert [placeholders[name] for name in ("first_name", "phone", "job_title", "industry", "country")] == [None] * 5
    assert placeholders["email"] == "placeholder@acme-tools.com"
    assert (placeholders["company_domain"], placeholders["employee_count"]) == ("acme-tools.com", 10001)
    assert str(leads["dirt-optional"]["created_at"]) == "2025-11-02 07:30:00"
    unreadable = {row["column_name"] for row in sample.rows("unreadable_values") if row["raw_table"] == "raw_leads"}
    assert {"updated_at", "email", "phone", "employee_count", "annual_revenue", "email_status"} <= unreadable
    letters = leads["dirt-letters"]
    assert (letters["first_name"], letters["last_name"]) == ('Zoë "Zo" 🚀', "O'Brien, Jr.\nSecond line")
    assert (letters["company_name"], letters["stated_need"]) == ("=1+1", "'; drop table leads; --")


def test_leads_erased_by_address_and_by_id_leave_no_trace(sample):
    """In no table; the views on the raw tables show what stands there."""
    traces = "dirt-erased|erasmus|forget\\.me|asked_to_be_erased|kato|rookery"
    raw = sample.query(
        f"select count(*) as found from sample_leads where regexp_matches(lower(concat(lead_id, email)), '{traces}')"
    )
    assert raw[0]["found"] == 3
    tables = sample.query(
        "select schema_name as table_schema, table_name, string_agg(format('\"{}\"', column_name), ', ') as columns "
        "from duckdb_columns() inner join duckdb_tables() using (schema_name, table_name) "
        "where data_type = 'VARCHAR' and schema_name in ('analytics', 'analytics_build') group by all"
    )
    for row in tables:
        found = sample.query(
            f'select count(*) as found from "{row["table_schema"]}"."{row["table_name"]}" '
            f"where regexp_matches(lower(concat_ws('|', {row['columns']})), '{traces}')"
        )
        assert found[0]["found"] == 0, row
