"""A deal is won, lost or open as the flags of its export say, not as its stage is called; without flags the stage counts."""

import duckdb
import pytest

from lead_scoring.load.into_tables import load
from lead_scoring.load.tables import CONNECTORS

# headings, cells, what lands
CASES = {
    "a Salesforce report in German": ("Stage,Won,Closed", "Vertrag steht,1,1", "won"),
    "closed and not won": ("Stage,Won,Closed", "Ohne Ergebnis,0,1", "lost"),
    "still open": ("Stage,Won,Closed", "Angebot liegt vor,0,0", "open"),
    "open, in a stage that says more": ("Stage,Won,Closed", "Meeting held,0,0", "Meeting held"),
    "the pipeline behind the stage": ("Stage,Is Closed", "Working (Partners),No", "Working (Partners)"),
    "HubSpot, lost": ("Deal Stage,Is Closed Won,Is closed lost", "Perdida,false,TRUE", "lost"),
    "HubSpot, the stage called otherwise": ("Deal Stage,Is Closed Won", "Closed Lost,Sí", "won"),
    "not won, and no more": ("Deal Stage,Is Closed Won", "Renewal,no", "Renewal"),
    "flags that say nothing": ("Deal Stage,Is Closed Won,Is Deal Closed?", "Closed Lost,,n/a", "Closed Lost"),
    "no stage at all": ("IsWon,IsClosed", "t,t", "won"),
    "no stage, open": ("IsWon,IsClosed", "f,f", "open"),
}


def loaded(tmp_path, files, columns, table):
    for name, text in files.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    with duckdb.connect() as connection:
        load(connection, CONNECTORS["tables"], tmp_path, "raw")
        return connection.execute(f"select {columns} from raw.raw_{table}").fetchall()


@pytest.mark.parametrize("case", CASES)
def test_flags_go_before_the_stage(tmp_path, case):
    headings, cells, landed = CASES[case]
    files = {
        "leads.csv": "lead_id,created_at\n7,2026-01-01\n",
        "deals.csv": f"Contact ID,Close Date,{headings}\n7,2026-02-20,{cells}\n",
    }
    assert loaded(tmp_path, files, "outcome", "sales_outcomes") == [(landed,)]


def test_a_number_a_bounce_and_a_score_of_a_contact_are_read(tmp_path):
    text = (
        "Contact ID,Created Date,Business Phone,Mobile,Email Hard Bounce Reason,HubSpot Score\n"
        "7,2026-01-01,,+33 6 12 34 56 78,MAILBOX_FULL,55\n8,2026-01-01,+33 1 12 34 56 78,+33 6 12 34 56 79,,\n"
    )
    found = loaded(tmp_path, {"contacts.csv": text}, "lead_id, phone, email_status, vendor_score", "leads")
    assert found == [("7", "+33 6 12 34 56 78", "bounced", "55"), ("8", "+33 1 12 34 56 78", None, None)]
