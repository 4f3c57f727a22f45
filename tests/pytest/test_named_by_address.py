"""Activities and outcomes may name their lead by e-mail address: the one lead that has it, and nobody who is erased."""

import hashlib

import duckdb
import pytest

from lead_scoring.load import LoadError
from lead_scoring.load.into_tables import load
from lead_scoring.load.people import NO_LEAD, SEVERAL_LEADS
from lead_scoring.load.tables import CONNECTORS
from lead_scoring.publish.erased import standing

BEFORE, LATER = "2026-01-01", "2026-03-10"
HASH = hashlib.sha256(b"hana@corp.io").hexdigest()
LEADS = [
    {"lead_id": "ada", "created_at": BEFORE, "email": "Ada.Lovelace@gmail.com"},
    {"lead_id": "hana", "created_at": BEFORE, "email": HASH},
    {"lead_id": "moved", "created_at": BEFORE, "updated_at": "2026-01-01", "email": "old@corp.io"},
    {"lead_id": "moved", "created_at": BEFORE, "updated_at": "2026-02-01", "email": "new@corp.io"},
    {"lead_id": "jo", "created_at": BEFORE, "email": "family@march.io", "first_name": "Jo", "last_name": "March"},
    {"lead_id": "amy", "created_at": BEFORE, "email": "family@march.io", "first_name": "Amy", "last_name": "March"},
    {"lead_id": "inbox", "created_at": BEFORE, "email": "info@solo.io"},
    {"lead_id": "to come", "created_at": LATER, "email": "soon@corp.io"},
    # Whose id is an address.
    {"lead_id": "eve@corp.io", "created_at": BEFORE, "email": "ada.lovelace@googlemail.com"},
    {"lead_id": "gone", "created_at": BEFORE, "email": "gone@corp.io"},
    {"lead_id": "gone by id", "created_at": BEFORE, "email": "byid@corp.io"},
    {"lead_id": "gone inbox", "created_at": BEFORE, "email": "info@gone.io"},
]
# How a row names its lead: the lead, or what became of the row.
NAMES = {
    "ada": "ada",
    "ada.lovelace@gmail.com": "ada",
    " ADALOVELACE+shop@GoogleMail.com ": "ada",
    "eve@corp.io": "ada",
    "Hana@Corp.io": "hana",
    "old@corp.io": "moved",
    "NEW@corp.io": "moved",
    "info@solo.io": "inbox",
    "family@march.io": "address of several leads",
    "nobody@corp.io": "unknown lead",
    "@": "unknown lead",
    f"{NO_LEAD}: Ann Lee": NO_LEAD,
    f"{SEVERAL_LEADS}: Ann Lee": SEVERAL_LEADS,
    "soon@corp.io": "not_yet",
    "Gone@corp.io": "erased",
    "byid@corp.io": "erased",
    "info@gone.io": "erased",
    "Ada L. <ada.lovelace@gmail.com>": "ada",
    "mailto:old@corp.io; new@corp.io": "moved",
    "Ada ada.lovelace@gmail.com": "unknown lead",
    "Gone Away gone@corp.io": "erased",
    "gone%40corp.io": "erased",
    "&lt;byid@corp.io&gt; x": "erased",
    "never.a.lead@corp.io": "erased",
}
REQUESTS = [
    {"email": "gone@corp.io", "request": "erasure", "requested_at": BEFORE},
    {"lead_id": "gone by id", "request": "erasure", "requested_at": BEFORE},
    {"lead_id": "gone inbox", "request": "erasure", "requested_at": BEFORE},
    {"email": "Never.A.Lead@corp.io", "request": "erasure", "requested_at": BEFORE},
]


@pytest.fixture(scope="module")
def marts(build):
    done = {"activity_type": "page_viewed", "occurred_at": "2026-02-20 10:00:00"}
    activities = [{"activity_id": name, "lead_id": name, **done} for name in NAMES]
    outcomes = [{"lead_id": name, "outcome": "connected", "occurred_at": "2026-02-21 10:00:00"} for name in NAMES]
    return build(leads=LEADS, activities=activities, sales_outcomes=outcomes, privacy_requests=REQUESTS)


def test_the_lead_that_has_the_address_is_meant(marts):
    found = marts.query(
        "select records.activity_id, coalesce(kept.exclusion_reason, leads.known_as) as fate "
        "from stg_activity_records as records inner join int_activities_keyed as kept using (activity_key) "
        "left join (select distinct lead_number, known_as from int_lead_id_crosswalk) as leads using (lead_number)"
    )
    said = {row["activity_id"]: row["fate"] for row in found}
    assert said == {name.strip(): expected for name, expected in NAMES.items()}


def test_of_outcomes_too(marts):
    rows = marts.query("select record_id, row_status, reject_reason, lead_id from int_sales_outcome_records")
    said = {
        row["record_id"]: row["lead_id"] if row["row_status"] == "known" else row["reject_reason"] or row["row_status"]
        for row in rows
    }
    assert said == {name.strip(): expected for name, expected in NAMES.items() if expected != "erased"}


@pytest.mark.parametrize("table", ["raw_activities", "raw_sales_outcomes"])
def test_every_row_is_accounted_for_and_nothing_of_who_is_erased_is_left(marts, table):
    counts = next(row for row in marts.rows("load_reconciliation") if row["raw_table"] == table)
    outcomes = ("used", "duplicate", "rejected", "not_yet", "older", "erased")
    assert counts["rows_in"] == sum(counts[outcome] for outcome in outcomes) == len(NAMES)
    assert (counts["erased"], counts["not_yet"], counts["rejected"]) == (7, 1, 6)


def test_erased_names_what_still_stands_at_the_source(marts):
    with duckdb.connect(marts.database, read_only=True) as connection:
        schemas = connection.execute(
            "select schema_name from duckdb_schemas() where schema_name like 'analytics%'"
        ).fetchall()
        connection.execute(f"set search_path = '{','.join(sorted({name for (name,) in schemas}))}'")
        found = {(row["lead_id"], row["raw_table"]) for row in standing(connection)}
    named = {name for name, expected in NAMES.items() if expected == "erased"}
    assert {lead for lead, table in found if table == "raw_activities"} == named
    assert {lead for lead, table in found if table == "raw_sales_outcomes"} == named


ROW = "a,{},page_viewed,2026-02-20\n"


@pytest.mark.parametrize(
    ("headings", "cells", "landed"),
    [
        ("Contact email", "ann@x.io", "ann@x.io"),
        ("E-Mail-Adresse", "ann@x.io", "ann@x.io"),
        ("Email,Contact ID", "ann@x.io,17", "17"),
        ("Visitor Email,Record ID - Contact", "ann@x.io,17", "17"),
        ("Lead ID,Email", ",ann@x.io", "ann@x.io"),
        ("Contact email,Contact ID", "ann@x.io,(not set)", "ann@x.io"),
        # One of two addresses may be a seller's: no row is taken for it.
        ("Lead ID,Contact email,Email", "n/a,-,ann@x.io", "n/a"),
        ("Contact ID,Email", "-,", "-"),
    ],
)
def test_a_heading_of_addresses_is_the_lead_where_no_id_is_given(tmp_path, headings, cells, landed):
    (tmp_path / "leads.csv").write_text("lead_id,created_at\n17,2026-01-01\n", encoding="utf-8")
    text = f"activity_id,{headings},activity_type,occurred_at\n{ROW.format(cells)}"
    (tmp_path / "activities.csv").write_text(text, encoding="utf-8")
    with duckdb.connect() as connection:
        load(connection, CONNECTORS["tables"], tmp_path, "raw")
        assert connection.execute("select lead_id from raw.raw_activities").fetchall() == [(landed,)]


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_each_row_names_its_lead_by_what_it_has_and_it_is_said(tmp_path, capsys, suffix):
    (tmp_path / "leads.csv").write_text("lead_id,created_at\n17,2026-01-01\n", encoding="utf-8")
    (tmp_path / "rows.txt").write_text(
        "activity_id,contact_id,email,activity_type,occurred_at\n"
        "a,17,,page_viewed,2026-02-20\nb,,ann@x.io,page_viewed,2026-02-20\nc,18,bo@x.io,page_viewed,2026-02-20\n"
    )
    with duckdb.connect() as connection:
        connection.execute(f"copy (from read_csv('{tmp_path}/rows.txt')) to '{tmp_path}/activities.{suffix}'")
        (tmp_path / "rows.txt").unlink()
        load(connection, CONNECTORS["tables"], tmp_path, "raw")
        found = connection.execute("select lead_id from raw.raw_activities order by activity_id").fetchall()
    assert found == [("17",), ("ann@x.io",), ("18",)]
    said = f"activities.{suffix}: lead_id is in each row the first of 'contact_id', 'email'"
    assert said in capsys.readouterr().out


def test_two_headings_of_addresses_are_asked_about(tmp_path):
    (tmp_path / "leads.csv").write_text("lead_id,created_at\n17,2026-01-01\n", encoding="utf-8")
    text = "activity_id,Email,Lead email,activity_type,occurred_at\n" + ROW.format("ann@x.io,bob@x.io")
    (tmp_path / "activities.csv").write_text(text, encoding="utf-8")
    with duckdb.connect() as connection, pytest.raises(LoadError, match="'Email' and 'Lead email' are both lead_id"):
        load(connection, CONNECTORS["tables"], tmp_path, "raw")
