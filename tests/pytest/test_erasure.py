"""Whom an erasure reaches: all that one asks for by an address, and what identity says is the same person."""

import hashlib

import duckdb
import pytest
import yaml
from conftest import PROJECT, Marts, assert_passed, copy_of_project, dbt, write_raw
from persons import SYSTEMS, link, of_three_systems, record

from lead_scoring.publish.erased import COPIES, main

HASH = hashlib.sha256(b"hash@one.io").hexdigest()
LEADS = [
    # By an address: whatever its provider delivers to it, and its hash.
    record("hubspot:tagged", "grace+news@gmail.com"),
    record("web_events:hash", hashlib.sha256(b"grace@gmail.com").hexdigest()),
    record("salesforce:same", "grace@googlemail.com"),
    record("", "gr.ace@gmail.com"),
    record("hubspot:elsewhere", "grace@corp.io"),
    record("hubspot:hash", "hash@one.io"),
    # Everybody at an address that was asked for; of one that was not, the same name only.
    record("hubspot:pierre", "family@curie.io", "Pierre Curie"),
    record("hubspot:marie", "family@curie.io", "Marie Curie"),
    record("hubspot:jo", "family@march.io", "Jo March"),
    record("salesforce:jo", "family@march.io", "Jo March"),
    record("salesforce:amy", "family@march.io", "Amy March"),
    record("salesforce:nameless", "family@march.io"),
    record("hubspot:inbox", "info@march.io", "Beth March"),
    record("salesforce:inbox", "info@march.io"),
    # From link to link, and on by an address.
    record("hubspot:one"),
    record("salesforce:two"),
    record("hubspot:three", "three@link.io"),
    record("salesforce:four", "three@link.io"),
    # Two on one browser, and a browser of one.
    record("hubspot:tom", "tom@visit.io"),
    record("hubspot:tim", "tim@visit.io"),
    record("web_events:both"),
    record("hubspot:una", "una@visit.io"),
    record("hubspot:ugo", "ugo@visit.io"),
    record("web_events:pair"),
    record("hubspot:own", "own@visit.io"),
    record("web_events:own"),
    # No row of who was asked for is left.
    record("hubspot:kept", "kept@merge.io"),
    record("hubspot:stays", "stays@merge.io"),
]
LINKS = [
    link("hubspot:one", "salesforce:two", "merged"),
    link("salesforce:two", "hubspot:three", "converted"),
    link("web_events:both", "tom@visit.io", "identified"),
    link("web_events:both", "tim@visit.io", "identified"),
    link("web_events:pair", "una@visit.io", "identified"),
    link("web_events:pair", "ugo@visit.io", "identified"),
    link("web_events:own", "mailto:OWN@visit.io, own.mail@visit.io", "identified"),
    link("hubspot:gone", "hubspot:kept", "merged"),
    link("hubspot:stays", "hubspot:stays too", "merged"),
]
ASKED = {
    "email": ["G.race@gmail.com", HASH, "family@curie.io"],
    "lead_id": [
        "hubspot:jo",
        "hubspot:inbox",
        "hubspot:one",
        "hubspot:tom",
        "web_events:pair",
        "web_events:own",
        "hubspot:gone",
    ],
}


@pytest.fixture(scope="module")
def marts(tmp_path_factory: pytest.TempPathFactory) -> Marts:
    """Who is erased, and nothing else: views."""
    project = copy_of_project(tmp_path_factory.mktemp("erasure"))
    of_three_systems(project)
    # Requests come through another system than the one they name.
    (project / "models/connectors/raw_privacy_requests.sql").write_text(
        "select 'sample' as source_system, *, cast(null as varchar) as unreadable_line "
        "from {{ ref('sample_privacy_requests') }}\n"
    )
    requests = [
        {name: value, "request": "erasure", "requested_at": "2026-02-01"}
        for name, values in ASKED.items()
        for value in values
    ]
    write_raw(project, {"leads": LEADS, "lead_links": LINKS, "privacy_requests": requests})
    chosen = [
        "--select",
        "path:seeds",
        "+int_erased_leads",
        "int_erased_lead_rows",
        "raw_activities",
        "raw_sales_outcomes",
        "--exclude-resource-type",
        "test",
        "unit_test",
    ]
    assert_passed(dbt(project, "build", *chosen, connectors=SYSTEMS, as_of="2026-03-02"))
    return Marts(project / "warehouse.duckdb")


@pytest.fixture(scope="module")
def erased(marts: Marts) -> set[str]:
    return {row["lead_id"] for row in marts.query("select lead_id from int_erased_leads where source_system <> 'sample'")}


@pytest.mark.parametrize(
    ("reached", "spared"),
    [
        ({"hubspot:tagged", "web_events:hash", "salesforce:same", "hubspot:hash"}, {"hubspot:elsewhere"}),
        ({"hubspot:pierre", "hubspot:marie"}, set()),
        ({"hubspot:jo", "salesforce:jo"}, {"salesforce:amy", "salesforce:nameless"}),
        ({"hubspot:inbox"}, {"salesforce:inbox"}),
        ({"hubspot:one", "salesforce:two", "hubspot:three", "salesforce:four"}, set()),
        ({"hubspot:tom", "web_events:both"}, {"hubspot:tim"}),
        ({"web_events:pair"}, {"hubspot:una", "hubspot:ugo"}),
        ({"web_events:own", "hubspot:own"}, set()),
        ({"hubspot:gone", "hubspot:kept"}, {"hubspot:stays", "hubspot:stays too"}),
    ],
)
def test_an_erasure_reaches_the_person_and_nobody_else(erased, reached, spared):
    assert reached <= erased and not spared & erased


def test_a_row_without_an_id_goes_by_the_address_as_its_provider_delivers_it(marts, erased):
    # Rows of erased records, and the one that has no id.
    (counted,) = marts.query("select count(*) as row_count from int_erased_lead_rows")
    assert counted["row_count"] == len({row["lead_id"] for row in LEADS} & erased) + 1


def test_make_erased_lists_what_stands_in_raw_tables_and_in_the_tables_of_connectors(marts, monkeypatch, capsys):
    with duckdb.connect(marts.database) as connection:
        connection.execute("create schema analytics")
        connection.execute("create table analytics_build.web_events_visits as select 'own' as client_id, 1 as visit")
    monkeypatch.setenv("DUCKDB_PATH", str(marts.database))
    main()
    printed = [line.split() for line in capsys.readouterr().out.splitlines()]
    for line in (
        ["web_events", "web_events:own", "web_events_visits", "1"],
        ["hubspot", "hubspot:gone", "raw_lead_links", "1"],
        ["salesforce", "salesforce:two", "raw_lead_links", "2"],
    ):
        assert line in printed


def test_every_table_of_a_connector_is_known_to_make_erased():
    found = set()
    for path in PROJECT.glob("models/connectors/*/*.yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            if model.get("config", {}).get("materialized") == "table":
                found.add(model["name"])
    assert found == COPIES.keys()
