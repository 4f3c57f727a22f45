"""Whatever a name, a company or a message says, it is text: it comes through every mart as it was, and nothing runs it."""

import csv
import os
import subprocess
import sys

import pytest
from conftest import PROJECT, Marts

from tests.published import HOSTILE as TEXTS_OF_PEOPLE

# Whole runs, one after another.
pytestmark = pytest.mark.slow

HOSTILE = {f"text-{number}": text for number, text in enumerate(TEXTS_OF_PEOPLE)}
TEXTS = [
    *("first_name", "last_name", "job_title", "company_name", "region", "lead_source"),
    *("landing_page", "campaign_id", "owner_id", "stated_need", "purchase_timeframe"),
]


def asks(lead: str, text: str) -> list[dict[str, str]]:
    """What makes a lead one to call: a request, and a visit of content that is named by the text."""
    did = {"lead_id": lead, "occurred_at": "2026-03-01", "campaign_id": text, "content_id": text, "session_id": text}
    return [
        did | {"activity_id": f"{kind} {lead}", "activity_type": kind} for kind in ("demo_requested", "page_viewed", text)
    ]


@pytest.fixture(scope="module")
def marts(build) -> Marts:
    leads = {name: name for name in HOSTILE} | {text: name for name, text in HOSTILE.items()}
    return build(
        reports=True,
        leads=[
            {"lead_id": lead, "created_at": "2026-02-01", "email": f"{name}@acme.example", "employee_count": "200"}
            | dict.fromkeys(TEXTS, HOSTILE[name])
            for lead, name in leads.items()
        ],
        activities=[row for lead, name in leads.items() for row in asks(lead, HOSTILE[name])],
        content=[{"content_id": text, "title": text, "kind": text, "topic": text} for text in HOSTILE.values()],
        campaign_spend=[
            {"campaign_id": text, "channel": text, "spend_date": "2026-02-01", "amount": "10"} for text in HOSTILE.values()
        ],
        sales_outcomes=[
            {"lead_id": lead, "outcome": "attempted", "occurred_at": "2026-02-02", "reason": HOSTILE[name], "owner_id": name}
            for lead, name in leads.items()
        ],
    )


def test_it_comes_through_as_it_was(marts):
    qualified = marts.by_lead("qualified_leads")
    for name, text in HOSTILE.items():
        # Two records, one with the text for its id, both with it in every column; by their address they are one lead.
        found = next(row for row in qualified.values() if row["email"] == f"{name}@acme.example")
        assert {found[column] for column in ("first_name", "last_name", "job_title", "company_name")} == {text.strip()}, name
    raw_types = {
        row["unmapped_value"] for row in marts.query("select * from unmapped_values where attribute = 'activity_type'")
    }
    assert len(raw_types) == len(HOSTILE)
    assert len(marts.rows("channel_performance")) >= len(HOSTILE)


def test_the_file_for_the_crm_holds_it_as_text(marts, tmp_path):
    command = [sys.executable, "-m", "lead_scoring.publish.export", "--to", str(tmp_path / "leads.csv")]
    given = os.environ | {"PYTHONPATH": str(PROJECT / "src"), "DUCKDB_PATH": "warehouse.duckdb"}
    result = subprocess.run(command, cwd=marts.database.parent, env=given, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    with (tmp_path / "leads.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    cells = [cell for row in rows for cell in row.values() if cell]
    assert not [cell for cell in cells if cell.lstrip()[0] in "=@+" or cell.lstrip().startswith("-")]
    assert all(text in cells or f"'{text}" in cells for text in TEXTS_OF_PEOPLE)
