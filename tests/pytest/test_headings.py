"""What headings of exports mean: consent in either sense, several columns for one, all that is wrong at once."""

import duckdb
import pytest

from tools.files import LoadError
from tools.files.objections import speaks_of_consent
from tools.files.tables import CONNECTORS
from tools.load_files import load

ACTIVITIES = "activity_id,lead_id,activity_type,occurred_at\na,1,page_viewed,2026-01-01\n"


def loaded(folder, columns: str, **files: str) -> list[tuple]:
    """What raw_leads holds in these columns after a load of files, named by what stands before .csv."""
    for name, text in {"activities": ACTIVITIES, **files}.items():
        (folder / f"{name}.csv").write_text(text, encoding="utf-8")
    with duckdb.connect() as connection:
        load(connection, CONNECTORS["tables"], folder, "raw")
        return connection.execute(f"select {columns} from raw.raw_leads order by lead_id").fetchall()


# Headings and cells of one lead: what lands as its consent.
CONSENT = {
    "a box of Zoho that is ticked": ("Email Opt Out", "true", "opted_out"),
    "and one that is not is no agreement": ("Email Opt Out", "FALSE", "unknown"),
    "Salesforce's field": ("HasOptedOutOfEmail", "1", "opted_out"),
    "HubSpot's subscription types": ("Opted out of email: Product news", "Yes", "opted_out"),
    "Dynamics": ("Do not allow Emails", "Do Not Allow", "opted_out"),
    "Dynamics, allowed": ("Do not allow Emails", "Allow", "unknown"),
    "a word that is neither": ("Email Opt Out", "opted in", "Email Opt Out: opted in"),
    "nothing": ("Unsubscribed from all email", "", None),
    "a plain column is left to the lookup": ("Marketing consent", "Granted", "Granted"),
    "an objection in one of two": ("Marketing consent,Email Opt Out", "Yes,1", "opted_out"),
    "a no beside an agreement": ("Marketing consent,Email Opt Out", "Yes,0", "Yes"),
    "two that disagree": ("Email consent,GDPR consent", "yes,no", "no / yes"),
    "the day of an objection": ("Unsubscribed Time", "2026-01-30 10:00", "opted_out"),
    "and none": ("Unsubscribed Time", "", None),
    "Marketo": ("Marketing Suspended", "TRUE", "opted_out"),
    "Dynamics' material": ("Marketing Material", "Do Not Send", "opted_out"),
    "Dynamics' material, sent": ("Marketing Material", "Send", "unknown"),
    "Shopify": ("Accepts Email Marketing", "no", "no"),
}


@pytest.mark.parametrize("name", CONSENT)
def test_consent_is_read_in_the_sense_of_its_heading(tmp_path, name):
    headings, cells, landed = CONSENT[name]
    text = f"Record ID,Create Date,{headings}\n1,2026-01-01,{cells}\n"
    assert loaded(tmp_path, "marketing_consent", leads=text) == [(landed,)]


# Headings and cells of one lead: what lands as its wish not to be phoned.
DO_NOT_CALL = {
    "an objection in the second of two": ("Do Not Call,Do not allow Phone Calls", "0,1", "1"),
    "in neither": ("Do Not Call,Do not allow Phone Calls", "No,Allow", "Allow"),
    "a text that nobody knows beside a no": ("Do Not Call,Do Not Call Reason", "no,asked us twice", "asked us twice"),
    "two of them": ("Do Not Phone,DNC", "perhaps,no way", "no way / perhaps"),
    "nothing beside a no": ("Do Not Phone,DNC", ",false", "false"),
    "nothing": ("Do Not Phone,DNC", ",", None),
    "no contact at all": ("Do Not Contact", "Yes", "Yes"),
}


@pytest.mark.parametrize("name", DO_NOT_CALL)
def test_of_all_columns_about_phoning_any_bars_that_is_no_clear_no(tmp_path, name):
    headings, cells, landed = DO_NOT_CALL[name]
    assert loaded(tmp_path, "do_not_call", leads=f"lead_id,created_at,{headings}\n1,2026-01-01,{cells}\n") == [(landed,)]


def test_who_must_not_be_contacted_is_neither_mailed_nor_phoned(tmp_path):
    text = "lead_id,created_at,Do Not Contact,Email Opt In\n1,2026-01-01,TRUE,yes\n2,2026-01-01,FALSE,yes\n"
    assert loaded(tmp_path, "marketing_consent, do_not_call", leads=text) == [("opted_out", "TRUE"), ("yes", "FALSE")]


def test_parquet_is_read_in_the_same_sense(tmp_path):
    row = "1 as id, 'x' as created_at, true as has_opted_out_of_email, false as do_not_call, true as dnc"
    with duckdb.connect() as connection:
        connection.execute(f"copy (select {row}) to '{tmp_path / 'leads.parquet'}'")
    assert loaded(tmp_path, "marketing_consent, do_not_call") == [("opted_out", "true")]


@pytest.mark.parametrize(
    "heading",
    ["Subscription status", "Don't Contact Me", "isDNC", "Ne plus démarcher", "Sprzeciw wobec marketingu", "Gesperrt am"],
)
def test_a_heading_about_consent_that_nobody_reads_ends_the_load(tmp_path, heading):
    with pytest.raises(LoadError, match=f"leads.csv, line 1: the column '{heading}' speaks of what people allow"):
        loaded(tmp_path, "lead_id", leads=f"lead_id,created_at,{heading}\n1,2026-01-01,No\n")


SPEAK = """Don't Market / Process | DO_NOT_SMS | do not sell | noEmail | no_calls | TPS | NIX-spärr | Should Forget |
    Suppressed | Right to be forgotten | Exclude from mailing | Email Refused | Stop SMS | OK to call | May we contact |
    Contactable | Newsletter | Email Marketing Status | Double opt-in confirmed | Withdrawn | Reported as spam |
    Keine E-Mails | Anrufen verboten | Abbestellt am | Zustimmung | Nicht mehr kontaktieren | Werbesperre |
    Refus de prospection | Bloctel | Opposition | Fecha de baja | No molestar | Oposición | Rifiuto | Opposizione |
    Non disturbare | Não perturbe | Nie dzwonić | Wyraził zgodę | Odmowa | Bel-me-niet | Niet benaderen | Bezwaar |
    Samtycke | Inte ringa | Må ikke kontaktes | Samtykke | Suostumus | Souhlas | Leiratkozott | Согласие | 수신거부"""
SILENT = """Email Open Rate | Contact Owner | Subscription Plan | Last Contacted | Options | Adopted Industry |
    Laptop Inventory | Contact No | Mobile No. | Preferred Method of Contact | Acceptance Date | Casino Contact |
    (Do Not Modify) Row Checksum | Montant dont TVA | Newsletter Clicks | Rejection Reason | Block Number |
    Email Domain | Emails Delivered | Tips | Terms Accepted | Unsubmitted Forms | Marketing contact status |
    Call Back Time | Opportunity Stage | Base"""


def test_headings_speak_of_consent_in_many_words_and_others_do_not():
    speak, silent = ([heading.strip() for heading in headings.split("|")] for headings in (SPEAK, SILENT))
    assert [heading for heading in speak if not speaks_of_consent(heading)] == []
    assert [heading for heading in silent if speaks_of_consent(heading)] == []


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    files = {"leads": "lead_id,Opt-in by SMS\n", "deals": "Deal ID,Deal Stage\n", "campaign_spend": "channel,amount\n"}
    with pytest.raises(LoadError) as error:
        loaded(tmp_path, "lead_id", **files)
    missing = [
        "created_at of raw_leads",
        "lead_id of raw_sales_outcomes",
        "spend_date of raw_campaign_spend",
        "Opt-in by SMS",
    ]
    assert [part for part in missing if part not in str(error.value)] == []


def test_of_two_columns_the_first_with_values_counts(tmp_path, capsys):
    text = "lead_id,created_at,Phone,Phone Number\n1,2026-01-01,,+1 555 010 1000\n2,2026-01-01, ,\n"
    assert loaded(tmp_path, "phone", leads=text) == [("+1 555 010 1000",), (None,)]
    assert "leads.csv: phone is read from 'Phone Number' (column 4), not from 'Phone'" in capsys.readouterr().out


def test_a_separator_line_and_a_footer_are_no_rows(tmp_path, capsys):
    footer = '\n"Leads of this year"\n"Copyright (c) 2000-2026 A Vendor, Inc."\n'
    text = "sep=;\nlead_id;created_at;first_name\n1;2026-01-01;Ann\n\n2;2026-01-01;Bo\n" + footer
    assert loaded(tmp_path, "lead_id, first_name, unreadable_line", leads=text) == [("1", "Ann", None), ("2", "Bo", None)]
    assert "leads.csv: 2 lines below the rows are a report's footer, and left out" in capsys.readouterr().out


def test_a_row_of_one_cell_between_rows_stays(tmp_path):
    text = "lead_id,created_at,first_name\n\n1\n2,2026-01-01,Bo\n"
    assert [row[0] for row in loaded(tmp_path, "lead_id", leads=text)] == ["1", "2"]


def test_bars_part_cells_too(tmp_path):
    assert loaded(tmp_path, "first_name", contacts="Contact ID|Created On|First Name\n1|2026-01-01|Ann\n") == [("Ann",)]
