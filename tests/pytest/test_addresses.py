"""A lead has all the addresses of its e-mail: by any of them it is known, may object, and is erased."""

import contextlib
import hashlib

import pytest
from conftest import WITHOUT_REPORTS, Marts, copy_of_project, dbt, write_raw
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.adapters.factory import cleanup_connections

from lead_scoring.build.steps import AFTER_THE_LIST
from lead_scoring.failures import failures
from lead_scoring.load.models import model
from lead_scoring.load.requests import JUDGED_BY


def sha256(address: str) -> str:
    return hashlib.sha256(address.encode()).hexdigest()


EMAILS = {
    # Erased by its id: whose address it was nobody can tell, and who has it stays.
    "gone by id": "2. eli@home.net is old",
    "first": "Ada Quill <ada@quill.io>; ada@home.net",
    "second": "MAILTO:Ada@Home.net",
    "apart": "ada.other@quill.io",
    "gone by name": "Bo Reed (bo@reed.io) / bo@home.net",
    "gone too": "<bo@home.net>.",
    "gone by another": '"cy@lane.io" cy@home.net',
    "gone with an id": "dee@lane.io",
    "": "cy@home.net | Cy@Lane.io",
    "#REF!": "&lt;ned@lane.io&gt; old",
    "objects": "eli@lane.io\neli@home.net",
    "has half": "fay@lane.io, fay@lane",
    "has none": "fay park@lane.io",
    "shares an inbox": "gus@lane.io; info@lane.io",
    "reads it too": "hal@lane.io; info@lane.io",
    "objects by hash": "jo@lane.io",
    "a hash that objects": sha256("kim@lane.io"),
    # Cells that are not read whole hold whom a request is about all the same.
    "gone in half": "Lou Lane lou@lane.io old",
    "gone in a hyperlink": "lou@home.net#mailto:lou@home.net#",
    "gone, coded": "moe@lane.io?cc=ned%40lane.io",
    "objects in half": "1. pat@lane.io",
    "stays": "lou.other@lane.io old",
    "has half of another": "pat@home.net",
    "is not that one": "pat@home.net old",
}
MISPLACED = {
    "lead_id": "typed elsewhere",
    "created_at": "2026-01-30",
    "phone": "ask ivy@lane.io",
    "employee_count": "Ivy Lane",
    "email_status": "+49 30 901820",
    "country": "ivy@lane.io",
    "industry": "030 / 90 18 20",
    "job_title": "Wizard",
}
REQUESTS = [
    {"email": "Bo Reed <BO@home.net>", "request": "Löschantrag"},
    {"email": "[nobody@lane.io], mailto:cy@lane.io?subject=Bye", "request": "Right-To-Be-Forgotten"},
    {"lead_id": "dee@lane.io", "request": "GDPR deletion request"},
    {"email": "'Eli@Home.net'", "request": "Opt-out of profiling"},
    {"email": sha256("jo@lane.io"), "request": "objection to profiling"},
    {"email": "Kim@lane.io", "request": "objection to profiling"},
    {"email": "Lou@lane.io, lou@home.net", "request": "erasure"},
    {"email": "ned@lane.io", "request": "erasure"},
    {"email": "pat@lane.io", "request": "objection to profiling"},
    {"lead_id": "gone by id", "request": "erasure"},
    {"lead_id": "first", "request": "Subject Access Request"},
    # What cannot be read, and what of it can: nothing is published.
    {"email": "nobody at home", "request": "erasure"},
    {"email": "gone@lane.io; gone@lane", "request": "suppression des données"},
    {"lead_id": "apart", "request": "a piece of cake"},
    {"lead_id": "apart", "request": "Ivy ivy.lane@lane.io"},
]


@pytest.fixture(scope="module")
def outcome(tmp_path_factory: pytest.TempPathFactory) -> tuple[Marts, set[str], list[str], str]:
    """The marts, the tests that failed, what is said of them, and the SQL that judges requests."""
    project = copy_of_project(tmp_path_factory.mktemp("addresses"))
    leads = [
        {"lead_id": lead, "created_at": f"2026-01-{number:02}", "email": email}
        for number, (lead, email) in enumerate(EMAILS.items(), 1)
    ]
    leads.append(MISPLACED)
    write_raw(project, {"leads": leads, "privacy_requests": [{"requested_at": "2026-02-01"} | row for row in REQUESTS]})
    result = dbt(project, "build", *WITHOUT_REPORTS, "--exclude-resource-type", "unit_test", as_of="2026-03-02 08:00:00")
    with contextlib.chdir(project):
        told = list(failures(result))
    cleanup_connections()
    DuckDBConnectionManager.close_all_connections()
    failed = {node.node.name for node in result.result if node.status in ("error", "fail", "skipped")}
    (judged,) = [node.node for node in result.result if node.node.name == "stg_privacy_request_records"]
    return Marts(project / "warehouse.duckdb"), failed, told, judged.compiled_code


def test_the_first_address_is_the_leads_and_the_others_tell_who_it_is(outcome):
    leads = outcome[0].by_lead("int_leads")
    records = {row["record_id"]: row["lead_id"] for row in outcome[0].rows("lead_identities")}
    assert (leads["objects"]["email"], leads["shares an inbox"]["email"]) == ("eli@lane.io", "gus@lane.io")
    assert records["second"] == "first" and records["apart"] == "apart"
    assert (leads["has half"]["email"], leads["has none"]["email"]) == ("fay@lane.io", None)
    assert (records["shares an inbox"], records["reads it too"]) == ("shares an inbox", "reads it too")
    # What may be an address makes nobody one person.
    assert (records["has half of another"], records["is not that one"]) == ("has half of another", "is not that one")
    assert leads["objects in half"]["email"] is None


def test_an_erasure_reaches_a_lead_by_any_address_and_an_objection_too(outcome):
    leads = outcome[0].by_lead("lead_scores")
    assert {name for name in EMAILS if name.startswith("gone")} & set(leads) == set()
    (raw_leads,) = outcome[0].query("select erased, rejected from load_reconciliation where raw_table = 'raw_leads'")
    assert raw_leads == {"erased": 10, "rejected": 0}
    assert {"stays", "objects"} <= set(leads)
    profiled = {lead: row["is_profiled"] for lead, row in outcome[0].by_lead("lead_identity").items()}
    objecting = {"objects", "objects by hash", "a hash that objects", "objects in half"}
    assert {lead for lead in profiled if not profiled[lead]} == objecting


def test_a_request_that_cannot_be_read_stops_publishing_and_not_the_list(outcome):
    marts, failed, told, _ = outcome
    assert failed == {"every_privacy_request_is_read"} <= AFTER_THE_LIST
    (sentences,) = told
    for why in (
        "its email holds what is no address",
        'seeds/lookups/privacy_request_words.csv does not know "a piece of cake"',
        'seeds/lookups/privacy_request_words.csv does not know "x x.x@x.x"',
    ):
        assert [
            line for line in sentences.splitlines() if "A privacy request of sample cannot be read: " in line and why in line
        ]
    # Logs are read by many.
    assert "@lane" not in sentences and "nobody at home" not in sentences
    assert not marts.query("select 1 from duckdb_tables() where table_name = 'built_marts'")


def test_files_are_judged_by_the_same_sql_before_a_build(outcome):
    built = {name: f'"warehouse"."analytics_build"."{name}"' for name in ("raw_privacy_requests", "privacy_request_words")}
    assert model(JUDGED_BY, built).split() == outcome[3].split()


def test_no_mart_of_what_could_not_be_read_shows_who_somebody_is(outcome):
    marts = outcome[0]
    unread = {
        row["column_name"]: row["example"] for row in marts.rows("unreadable_values") if row["raw_table"] == "raw_leads"
    }
    assert unread == {"email": "9. x@x.x", "phone": "x x@x.x", "employee_count": "x x", "email_status": "+99 99 999999"}
    words = {row["attribute"]: row["unmapped_value"] for row in marts.rows("unmapped_values")}
    assert words == {"country": "x@x.x", "industry": "999 / 99 99 99", "job_title": "wizard"}
    assert not [row for row in marts.rows("run_warnings") if "ivy" in str(row)]
