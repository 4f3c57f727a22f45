"""What becomes of a person who asks to be forgotten, and of what tells who a person is."""

import shutil
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
import yaml
from conftest import PROJECT, Marts, assert_passed, copy_of_project, dbt, write_raw

from lead_scoring.check.raw_screen import told_of
from lead_scoring.contract import COLUMNS

PERSON = {
    "lead_id": "lead-of-zelda",
    "email": "zelda.quist@forgotten.example",
    "first_name": "Zelda",
    "last_name": "Quistberg",
    "phone": "+46 8 123 456 78",
    "employee_count": "ask Zelda Quistberg",
}
TRACES = [*(PERSON[name].lower() for name in ("lead_id", "email", "last_name", "phone")), "zelda"]
LEADS = [
    PERSON | {"created_at": "2026-01-10", "email": "zelda@old.example", "updated_at": "2026-01-10"},
    PERSON | {"created_at": "2026-01-10", "updated_at": "2026-02-01"},
    PERSON | {"created_at": "no date"},
    {"lead_id": "", "created_at": "2026-01-10", "email": "ZELDA.Quist@forgotten.example ", "last_name": "Quistberg"},
    {"lead_id": "stays", "created_at": "2026-01-10", "email": "ann@acme.example"},
]
ACTIVITIES = [
    {
        "activity_id": f"{lead}-{number}",
        "lead_id": lead,
        "activity_type": "demo_requested",
        "occurred_at": f"2026-02-2{number}",
    }
    for lead in ("lead-of-zelda", "stays")
    for number in range(3)
] + [{"activity_id": "z-bad", "lead_id": "lead-of-zelda", "activity_type": "page_viewed", "occurred_at": "soon"}]
OUTCOMES = [
    {"lead_id": "lead-of-zelda", "outcome": "accepted", "occurred_at": "2026-02-26"},
    {"lead_id": "lead-of-zelda", "outcome": "ghosted", "occurred_at": "2026-02-26"},
]
ERASURE = {"email": "Zelda.Quist@Forgotten.example", "request": "erasure", "requested_at": "2026-02-27"}
DAYS = [datetime(2026, 2, day, 8) for day in (25, 26, 27)]


def cells(database: Path) -> dict[str, str]:
    """All that is stored in the tables that the project builds, by table and column, as one text in lower case."""
    with duckdb.connect(database, read_only=True) as connection:
        columns = connection.execute("""
            select schema_name, table_name, column_name
            from duckdb_columns() inner join duckdb_tables() using (schema_name, table_name)
            where schema_name in ('analytics', 'analytics_build')
        """).fetchall()
        return {
            f"{table}.{column}": connection.execute(
                f"select coalesce(lower(string_agg(\"{column}\"::varchar, chr(10))), '') from {schema}.{table}"
            ).fetchone()[0]
            for schema, table, column in columns
        }


def traces(database: Path) -> dict[str, list[str]]:
    found = {place: [trace for trace in TRACES if trace in text] for place, text in cells(database).items()}
    return {place: hits for place, hits in found.items() if hits}


@pytest.fixture(scope="module")
def erased(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[str]], list[dict], Path]:
    """What was found of the person before the request, the history then, and the project after it."""
    project = copy_of_project(tmp_path_factory.mktemp("privacy"))
    write_raw(project, {"leads": LEADS, "activities": ACTIVITIES, "sales_outcomes": OUTCOMES})
    # Of the first day it is enough to be remembered, and the tests are for what is left after the request.
    before = ("build", "--exclude-resource-type", "test", "unit_test")
    assert_passed(dbt(project, *before, "--select", "+lead_stage_log", as_of=str(DAYS[0])))
    assert_passed(dbt(project, *before, as_of=str(DAYS[1])))
    marts = Marts(project / "warehouse.duckdb")
    before, history = traces(marts.database), marts.rows("lead_stage_log")
    requests = [ERASURE]
    write_raw(project, {"leads": LEADS, "activities": ACTIVITIES, "sales_outcomes": OUTCOMES, "privacy_requests": requests})
    assert_passed(dbt(project, "build", "--exclude-resource-type", "unit_test", as_of=str(DAYS[2])))
    return before, history, project


def test_before_the_request_the_person_is_there(erased) -> None:
    places = erased[0]
    for place in ("qualified_leads.last_name", "lead_stage_log.lead_id", "rejected_records.row_text", "int_leads.email"):
        assert place in places
    assert "int_lead_records.unread_employee_count" in places and "unreadable_values.example" not in places


def test_of_an_erased_person_no_table_keeps_a_trace(erased) -> None:
    assert traces(erased[2] / "warehouse.duckdb") == {}


def test_the_days_that_held_the_person_are_written_again_without(erased) -> None:
    _, history, project = erased
    found = Marts(project / "warehouse.duckdb").query("select * from lead_stage_log where recorded_on < date '2026-02-27'")
    kept = [row for row in history if row["lead_id"] != "lead-of-zelda"]
    assert {row["lead_id"] for row in kept} == {"stays", None} != {row["lead_id"] for row in history}
    assert sorted(map(str, found)) == sorted(map(str, kept))


def test_rows_of_an_erased_person_are_counted(erased) -> None:
    counts = {row["raw_table"]: row["erased"] for row in Marts(erased[2] / "warehouse.duckdb").rows("load_reconciliation")}
    assert (counts["raw_leads"], counts["raw_activities"], counts["raw_sales_outcomes"]) == (4, 4, 2)


def personal_columns() -> set[tuple[str, str]]:
    """What the descriptions of the marts say is personal."""
    found = set()
    for path in PROJECT.glob("models/**/*.yml"):
        for model in yaml.safe_load(path.read_text(encoding="utf-8")).get("models", []):
            for column in model.get("columns", []):
                if column.get("config", {}).get("meta", {}).get("personal"):
                    found.add((model["name"], column["name"]))
    return found


@pytest.mark.parametrize(
    ("row", "told"),
    [
        (
            "lead_id=7 | created_at=soon | email=zelda@forgotten.example | last_name=Quist | berg=x | phone= | region=Skåne",
            "lead_id=7, created_at=soon, email=…, last_name=…, region=Skåne",
        ),
        ("lead_id=Zelda <zelda@forgotten.example> | created_at=1", "lead_id=Zelda …, created_at=1"),
        ("7;Zelda | Quistberg;+46 8 123 456", "…"),
        ('{"first_name": "Zelda=x | created_at=7"', '…, created_at=7"'),
    ],
)
def test_check_data_shows_a_rejected_row_without_who_it_is_about(row: str, told: str) -> None:
    assert told_of(row, COLUMNS["leads"]) == told


def test_masked_marts_are_the_same_but_for_personal_columns(sample: Marts, tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    shutil.copy(sample.database, project / "warehouse.duckdb")
    assert_passed(dbt(project, "run", "--select", "marts", "--exclude", "run_history", mask_personal_data=True))
    masked, personal = Marts(project / "warehouse.duckdb"), personal_columns()
    assert personal
    for table in sorted({table for table, _ in personal}):
        plain, shown = (sorted(marts.rows(table), key=str) for marts in (sample, masked))
        assert len(plain) == len(shown)
        hidden = {name for name in plain[0] if (table, name) in personal}
        for name in plain[0]:
            values = sorted(str(row[name]) for row in plain)
            expected = sorted("None" if value == "None" else "***" for value in values) if name in hidden else values
            assert sorted(str(row[name]) for row in shown) == expected, (table, name)


def test_every_column_that_holds_an_address_or_a_number_is_marked(sample: Marts) -> None:
    """Names are left out here: a company may be called as a person is."""
    people = sample.query("select lower(email) as email, phone from int_leads")
    known = {str(value) for row in people for value in row.values() if value}
    places = {
        tuple(place.split(".")) for place, text in cells(sample.database).items() if any(word in text for word in known)
    }
    schemas = sample.query("select table_name from duckdb_tables() where schema_name = 'analytics'")
    marts = {row["table_name"] for row in schemas}
    assert {place for place in places if place[0] in marts} <= personal_columns()
    assert {("qualified_leads", "email"), ("qualified_leads", "phone")} <= places
