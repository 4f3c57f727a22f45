"""Folders as six systems export them give the right list: no edit, no setting, one command."""

import duckdb
import pytest

from lead_scoring.contract import COLUMNS
from lead_scoring.load.into_tables import load
from lead_scoring.load.tables import CONNECTORS
from tests.pytest.crm_exports import EXPECTED, IDS, SYSTEMS

KEYS = ("lead_id", "activity_id")


def loaded(folder, system: str) -> dict[str, list[dict[str, str]]]:
    """The raw rows of one system's folder, its ids marked so that all systems fit into one build."""
    for name, text in SYSTEMS[system].files().items():
        (folder / name).write_text(text, encoding="utf-8")
    with duckdb.connect() as connection:
        load(connection, CONNECTORS["tables"], folder, "raw")
        tables = {}
        for table, columns in COLUMNS.items():
            try:
                rows = connection.execute(f"select {', '.join(columns)} from raw.raw_{table}").fetchall()
            except duckdb.CatalogException:
                continue
            tables[table] = [
                {name: f"{system}-{cell}" if name in KEYS else cell for name, cell in zip(columns, row, strict=True) if cell}
                for row in rows
            ]
            for row in tables[table]:
                if "email" in row:
                    row["email"] = row["email"].replace("@", f"-{system}@", 1)
    return tables


@pytest.fixture(scope="module")
def marts(build, tmp_path_factory):
    tables: dict[str, list[dict[str, str]]] = {}
    for system in SYSTEMS:
        for table, rows in loaded(tmp_path_factory.mktemp(system), system).items():
            tables.setdefault(table, []).extend(rows)
    return build(**tables)


@pytest.fixture(scope="module")
def stages(marts):
    return {row["lead_id"]: row["stage"] for row in marts.rows("lead_stages")}


@pytest.fixture(scope="module")
def contacts(marts):
    return marts.by_lead("lead_contact")


@pytest.mark.parametrize("person", EXPECTED)
@pytest.mark.parametrize("system", SYSTEMS)
def test_everybody_stands_where_they_should(stages, contacts, system, person):
    stage, mailed, called = EXPECTED[person]
    lead = f"{system}-{IDS[person]}"
    assert stages[lead] == stage
    if mailed is not None:
        assert (contacts[lead]["marketing_by"] == "e-mail") is mailed
        assert contacts[lead]["may_be_called"] is called


def test_nobody_is_asked_to_phone_who_must_not_be_phoned(marts):
    steps = {row["lead_id"]: row["next_step"] for row in marts.rows("qualified_leads")}
    silent = [f"{system}-{IDS['never_phone']}" for system in SYSTEMS]
    assert [lead for lead in silent if "call" in steps[lead].lower()] == []
