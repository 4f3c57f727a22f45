"""Which records are one lead: planted persons of three systems, held against who they are."""

import csv
import hashlib
from pathlib import Path

import pytest
from conftest import WITHOUT_REPORTS, Marts, assert_passed, copy_of_project, dbt, write_raw
from persons import RUN, SYSTEMS, Row, leads_of, link, of_three_systems, record

# Whole runs, one after another.
pytestmark = pytest.mark.slow

DAY_ONE, DAY_TWO, DAY_THREE = "2026-03-02 08:00:00", "2026-03-03 08:00:00", "2026-03-04 08:00:00"


def visit(lead_id: str, number: int = 1) -> Row:
    return {
        "activity_id": f"{lead_id}/{number}", "lead_id": lead_id, "activity_type": "pricing_page_viewed",
        "occurred_at": f"2026-02-{number:02d} 10:00:00",
    }  # fmt: skip


LEADS = [
    # One address in two systems, a title that changed in one of them.
    record("salesforce:ada", "Ada@Northwind.io", "Ada Lovelace", job_title="Manager", country="GB"),
    record("salesforce:ada2", "ada@northwind.io", "ada lovelace", "2026-01-02", job_title="Director"),
    record("hubspot:ada", "ada@northwind.io", "", "2025-06-01", job_title="Queen", phone="+44 20 7946 0958",
           updated_at="2026-03-01", marketing_consent="opted_out", email_status="bounced", vendor_score="77"),
    # What a provider ignores, and what another does not.
    record("hubspot:dots", "g.race.hopper+news@gmail.com"),
    record("salesforce:dots", "gracehopper@googlemail.com"),
    record("hubspot:corp", "g.hopper@navy.mil"),
    record("salesforce:corp", "ghopper@navy.mil"),
    # Addresses that several people read.
    record("hubspot:inbox1", "info@shared.io"),
    record("salesforce:inbox2", "info@shared.io"),
    record("hubspot:inbox3", "info@shared.io", "Jo March"),
    record("salesforce:inbox4", "info@shared.io", "jo march"),
    record("hubspot:couple1", "family@couple.org", "Pierre Curie"),
    record("salesforce:couple2", "family@couple.org", "Marie Curie"),
    record("web_events:couple3", "family@couple.org"),
    # Merged by its CRM: the one that was merged away has no row any more.
    record("hubspot:kept", "kept@merge.io"),
    record("hubspot:bad", created_at="soon"),
    # Of a version that was written later nothing is known yet.
    record("salesforce:now", "now@later.io", job_title="Manager"),
    record("hubspot:now", "now@later.io", updated_at="2026-04-01", job_title="CEO", vendor_score="90"),
    # Converted, and known to the other CRM by the contact's address.
    record("salesforce:lead", "old@convert.io", created_at="2025-12-01"),
    record("salesforce:contact", "new@convert.io", created_at="2026-01-15"),
    record("hubspot:contact", "NEW@convert.io", created_at="2025-11-01"),
    # Visitors: one identified, one identified tomorrow, one on a device that two used, one by a hash.
    record("hubspot:vera", "vera@visit.io"),
    record("web_events:vera", created_at="2025-12-24"),
    # One whom a link names by two addresses.
    record("hubspot:wim", "wim@visit.io"),
    record("web_events:wim"),
    record("salesforce:wim", "wim.bos@home.io"),
    record("hubspot:late", "late@visit.io"),
    record("web_events:late"),
    record("hubspot:tom", "tom@visit.io"),
    record("hubspot:tim", "tim@visit.io"),
    record("web_events:both"),
    record("web_events:carls", "dora@visit.io"),
    record("hubspot:carl", "carl@visit.io"),
    record("hubspot:tagged", "sa.me@gmail.com"),
    record("web_events:tagged", "same@gmail.com"),
    record("hubspot:tag1", "+a@gmail.com"),
    record("hubspot:tag2", "+b@gmail.com"),
    record("hubspot:half1", "family@half.org", "Pierre"),
    record("salesforce:half2", "family@half.org", "Marie"),
    record("hubspot:hash", "hash@visit.io"),
    record("web_events:hash", hashlib.sha256(b"hash@visit.io").hexdigest()),
    # Links in a circle, and a chain.
    record("hubspot:circle1", created_at="2026-01-01"),
    record("hubspot:circle2", created_at="2026-01-02"),
    *(record(f"hubspot:chain{number}", created_at=f"2026-01-{number + 10}") for number in range(1, 6)),
    *(record(f"hubspot:long{number:02d}", created_at=f"2026-01-{number + 10}") for number in range(1, 14)),
    # Whoever objects, or asks to be forgotten, does so with all records.
    record("hubspot:objects", "objects@a.io"),
    record("salesforce:objects", "objects@b.io"),
    record("hubspot:forgotten", "forgotten@a.io"),
    record("salesforce:forgotten", "forgotten@a.io"),
    record("web_events:forgotten"),
]  # fmt: skip
LINKS = [
    link("hubspot:away", "hubspot:kept", "merged"),
    link("hubspot:bad", "hubspot:kept", "merged"),
    link("hubspot:further_away", "hubspot:away", "merged"),
    link("salesforce:lead", "salesforce:contact", "converted"),
    link("web_events:vera", "vera@visit.io", "identified"),
    link("web_events:wim", "Wim Bos <Wim@visit.io>; wim.bos@home.io", "identified"),
    link("web_events:late", "late@visit.io", "identified", "2026-03-02 12:00:00"),
    link("web_events:both", "tom@visit.io", "identified"),
    link("web_events:both", "tim@visit.io", "identified"),
    link("web_events:carls", "hubspot:carl", "identified"),
    link("web_events:tagged", "same+news@gmail.com", "identified"),
    link("hubspot:circle1", "hubspot:circle2", "merged"),
    link("hubspot:circle2", "hubspot:circle1", "merged"),
    *(link(f"hubspot:chain{number}", f"hubspot:chain{number + 1}", "merged") for number in range(1, 5)),
    *(link(f"hubspot:long{number:02d}", f"hubspot:long{number + 1:02d}", "merged") for number in range(1, 13)),
    link("hubspot:objects", "salesforce:objects", "merged"),
    link("web_events:forgotten", "hubspot:forgotten", "identified"),
    link("hubspot:nobody", "hubspot:nowhere", "merged"),
    link("hubspot:kept", "salesforce:ada", "cousin"),
    link("hubspot:kept", "hubspot:kept", "merged"),
]
ACTIVITIES = [
    visit("salesforce:ada", 1), visit("hubspot:ada", 2), visit("hubspot:away", 3), visit("hubspot:further_away", 4),
    visit("web_events:vera", 5), visit("web_events:both", 6), visit("web_events:late", 7), visit("web_events:forgotten", 8),
]  # fmt: skip
REQUESTS = [
    {"lead_id": "hubspot:objects", "request": "profiling_objection", "requested_at": "2026-02-01"},
    {"lead_id": "hubspot:forgotten", "request": "erasure", "requested_at": "2026-02-01"},
]


def build(project: Path, as_of: str, leads: list[Row], links: list[Row], *what: str) -> Marts:
    tables = {"leads": leads, "activities": ACTIVITIES, "privacy_requests": REQUESTS, "lead_links": links}
    write_raw(project, tables)
    assert_passed(dbt(project, *what, connectors=SYSTEMS, as_of=as_of))
    return Marts(project / "warehouse.duckdb")


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = copy_of_project(tmp_path_factory.mktemp("identity"))
    of_three_systems(project)
    return project


@pytest.fixture(scope="module")
def first_day(project: Path) -> dict[str, list[dict[str, object]]]:
    # There are no tables of vendors; run_warnings reads their deals.
    vendors = ["--exclude", "run_warnings", "path:models/connectors/hubspot", "path:models/connectors/salesforce"]
    wanted = [*WITHOUT_REPORTS, *vendors, "--exclude-resource-type", "unit_test"]
    marts = build(project, DAY_ONE, LEADS, LINKS, "build", *wanted)
    tables = ["lead_identities", "identity_conflicts", "int_leads", "lead_activity_types", "load_reconciliation"]
    return {table: marts.rows(table) for table in [*tables, "rejected_records", "lead_features", "lead_scores"]}


@pytest.mark.parametrize(
    ("lead", "records"),
    [
        ("salesforce:ada", {"salesforce:ada", "salesforce:ada2", "hubspot:ada"}),
        ("salesforce:dots", {"salesforce:dots", "hubspot:dots"}),
        ("hubspot:corp", {"hubspot:corp"}),
        ("hubspot:inbox1", {"hubspot:inbox1"}),
        ("salesforce:inbox2", {"salesforce:inbox2"}),
        ("salesforce:inbox4", {"salesforce:inbox4", "hubspot:inbox3"}),
        ("hubspot:couple1", {"hubspot:couple1"}),
        ("salesforce:couple2", {"salesforce:couple2"}),
        ("web_events:couple3", {"web_events:couple3"}),
        ("hubspot:kept", {"hubspot:kept", "hubspot:away", "hubspot:further_away", "hubspot:bad"}),
        ("salesforce:lead", {"salesforce:lead", "salesforce:contact", "hubspot:contact"}),
        ("hubspot:vera", {"hubspot:vera", "web_events:vera"}),
        ("salesforce:wim", {"salesforce:wim", "hubspot:wim", "web_events:wim"}),
        ("hubspot:late", {"hubspot:late"}),
        ("hubspot:tim", {"hubspot:tim"}),
        ("web_events:both", {"web_events:both"}),
        ("hubspot:carl", {"hubspot:carl"}),
        ("hubspot:tagged", {"hubspot:tagged", "web_events:tagged"}),
        ("hubspot:tag1", {"hubspot:tag1"}),
        ("hubspot:half1", {"hubspot:half1"}),
        ("hubspot:hash", {"hubspot:hash", "web_events:hash"}),
        ("hubspot:circle1", {"hubspot:circle1", "hubspot:circle2"}),
        ("hubspot:chain1", {f"hubspot:chain{number}" for number in range(1, 6)}),
        ("salesforce:objects", {"hubspot:objects", "salesforce:objects"}),
    ],
)
def test_records_are_one_lead_by_address_or_link_and_apart_in_doubt(first_day, lead, records):
    assert leads_of(first_day["lead_identities"])[lead] == records


def test_each_record_says_by_which_rule_it_came_to_its_lead(first_day):
    rules = {row["record_id"]: row["matched_by"] for row in first_day["lead_identities"]}
    expected = {
        "salesforce:ada": "itself", "hubspot:ada": "email", "hubspot:away": "merged", "salesforce:contact": "converted",
        "hubspot:contact": "email", "web_events:vera": "identified", "hubspot:inbox3": "email_and_name",
    }  # fmt: skip
    assert {name: rules[name] for name in expected} == expected


def test_what_was_left_apart_says_why(first_day):
    reasons = {row["record_id"]: row["reason"] for row in first_day["identity_conflicts"]}
    assert {name: reasons.get(name) for name in ("hubspot:inbox1", "hubspot:couple1", "web_events:couple3")} == {
        "hubspot:inbox1": "shared inbox",
        "hubspot:couple1": "different names at one address",
        "web_events:couple3": "different names at one address",
    }
    assert reasons["web_events:both"] == reasons["hubspot:tom"] == "several people on one device"
    assert {reason for record_id, reason in reasons.items() if record_id.startswith("hubspot:long")} == {
        "too long a chain of links"
    }
    assert not {"hubspot:ada", "hubspot:dots", "hubspot:chain3"} & set(reasons)


def test_the_newest_value_of_the_most_trusted_system_counts_field_by_field(first_day):
    ada = next(row for row in first_day["int_leads"] if row["lead_id"] == "salesforce:ada")
    assert (ada["job_title"], ada["country"], ada["phone"], ada["vendor_score"]) == (
        "Director",
        "GB",
        "+44 20 7946 0958",
        77,
    )
    # Mail that may not be sent, or does not arrive, is neither sent nor trusted by another system's silence.
    assert (ada["marketing_consent"], ada["email_status"]) == ("opted_out", "bounced")
    assert str(ada["created_at"]) == "2025-06-01 00:00:00"


def test_a_record_written_later_fills_no_field_of_a_lead_known_by_then(first_day):
    now = next(row for row in first_day["int_leads"] if row["lead_id"] == "salesforce:now")
    assert (now["job_title"], now["vendor_score"], now["attributes_are_later"]) == ("Manager", None, False)


def test_activities_of_all_records_count_for_the_lead_and_once(first_day):
    viewed = {row["lead_id"]: row["pricing_page_viewed_days_30d"] for row in first_day["lead_features"]}
    expected = {
        "salesforce:ada": 2, "hubspot:kept": 2, "hubspot:vera": 1, "hubspot:late": 0, "hubspot:tim": 0,
        "web_events:both": 1, "web_events:late": 1,
    }  # fmt: skip
    assert {name: viewed[name] for name in expected} == expected


def test_objection_and_erasure_reach_every_record_of_the_person(first_day):
    profiled = {row["lead_id"]: row["is_profiled"] for row in first_day["lead_scores"]}
    assert profiled["salesforce:objects"] is False
    assert not [name for name in profiled if "forgotten" in name]


def test_links_that_hold_nothing_are_rejected_with_their_reason(first_day):
    rejected = {row["record_key"]: row["reject_reason"] for row in first_day["rejected_records"]}
    assert rejected == {"hubspot:bad": "bad date", "hubspot:nobody": "unknown lead", "hubspot:kept": "unknown link"}
    counted = next(row for row in first_day["load_reconciliation"] if row["raw_table"] == "raw_lead_links")
    assert (counted["rows_in"], counted["used"], counted["rejected"], counted["not_yet"], counted["erased"]) == (
        len(LINKS), len(LINKS) - 4, 2, 1, 1,
    )  # fmt: skip


def test_ids_stay_when_records_are_added_and_a_merge_comes_apart_with_its_link(project, first_day):
    before = {row["record_id"]: row["lead_id"] for row in first_day["lead_identities"]}
    older = [
        record("salesforce:a_new_vera", "vera@visit.io", created_at="2020-01-01"),
        record("salesforce:a_new_kept", "kept@merge.io", created_at="2020-01-01"),
    ]
    joined = [*LINKS, link("hubspot:corp", "salesforce:corp", "merged")]
    marts = build(project, DAY_TWO, LEADS + older, joined, *RUN, "+lead_stages")
    second = {row["record_id"]: row["lead_id"] for row in marts.rows("lead_identities")}
    moved = {name for name, lead in before.items() if second[name] != lead}
    assert moved == {"web_events:late", "hubspot:corp"}
    assert second["salesforce:a_new_vera"] == "hubspot:vera" and second["hubspot:corp"] == "salesforce:corp"
    history = "select recorded_as from lead_stage_history where lead_id = 'salesforce:corp' order by 1"
    assert [row["recorded_as"] for row in marts.query(history)] == ["hubspot:corp", "salesforce:corp"]

    marts = build(project, DAY_THREE, LEADS + older, LINKS, *RUN, "+lead_stages")
    third = {row["record_id"]: row["lead_id"] for row in marts.rows("lead_identities")}
    assert third["hubspot:corp"] == "hubspot:corp"
    assert [row["recorded_as"] for row in marts.query(history)] == ["salesforce:corp"]
    assert marts.query("select stage from lead_stages where lead_id = 'hubspot:corp'")


def test_lookups_of_addresses_are_in_lower_case():
    for name in ("mail_providers", "shared_inboxes"):
        with (Path("seeds/lookups") / f"{name}.csv").open(encoding="utf-8") as file:
            values = [row["value"] for row in csv.DictReader(file)]
        assert values == [value.lower() for value in values] and len(values) == len(set(values))
