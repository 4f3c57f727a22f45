"""What headings of exports mean: consent in either sense, several columns for one, all that is wrong at once."""

import duckdb
import pytest

from tools.files import LoadError
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
}


@pytest.mark.parametrize("name", CONSENT)
def test_consent_is_read_in_the_sense_of_its_heading(tmp_path, name):
    headings, cells, landed = CONSENT[name]
    text = f"Record ID,Create Date,{headings}\n1,2026-01-01,{cells}\n"
    assert loaded(tmp_path, "marketing_consent", leads=text) == [(landed,)]


def test_parquet_is_read_in_the_same_sense(tmp_path):
    with duckdb.connect() as connection:
        connection.execute(
            f"copy (select 1 as id, 'x' as created_at, true as has_opted_out_of_email) to '{tmp_path / 'leads.parquet'}'"
        )
    assert loaded(tmp_path, "marketing_consent") == [("opted_out",)]


@pytest.mark.parametrize(
    "heading", ["Subscription status", "DSGVO Einwilligung", "Ne pas démarcher", "Do not text", "Toestemming nieuwsbrief"]
)
def test_a_heading_about_consent_that_nobody_reads_ends_the_load(tmp_path, heading):
    with pytest.raises(LoadError, match=f"leads.csv, line 1: the column '{heading}' speaks of what people allow"):
        loaded(tmp_path, "lead_id", leads=f"lead_id,created_at,{heading}\n1,2026-01-01,No\n")


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


FOOTERS = [
    "Total,,",
    "Totals:,2,",
    "Grand Total,2,",
    "Gesamtsumme,,1.234",
    ',Total général,"€ 1,234.50"',
    '"2 rows",,',
    "2 Datensätze,,",
    "Record Count: 2,,",
    "Records: 2,,",
    "Anzahl Datensätze 2,,",
    "Total Records,2,",
    "Totals (2 groups),,",
    "--- End of report ---,,",
    "*** Fin du rapport ***,,",
    "Page 1 of 1,,",
]


@pytest.mark.parametrize("footer", FOOTERS)
def test_what_sums_up_a_report_is_no_row(tmp_path, capsys, footer):
    text = f"lead_id,created_at,employee_count\n1,2026-01-01,5\n2,2026-01-01,7\n{footer}\n"
    assert loaded(tmp_path, "lead_id", leads=text) == [("1",), ("2",)]
    assert "leads.csv: 1 lines below the rows are a report's footer, and left out" in capsys.readouterr().out


@pytest.mark.parametrize(
    "row",
    [
        "Total Energies,,",
        "Total,2026-01-01,5",
        "Totalis GmbH,,5",
        "Ende,,",
        "2 rowers,,",
        "Lead 7,20260301,",
        "Summers,,",
        "page,,",
        "Finn,,",
    ],
)
def test_a_lead_that_is_called_like_a_footer_is_a_row(tmp_path, row):
    text = f"lead_id,created_at,employee_count\n1,2026-01-01,5\n{row}\n"
    assert len(loaded(tmp_path, "lead_id", leads=text)) == 2


def test_a_total_between_rows_is_a_row(tmp_path):
    text = "lead_id,created_at,employee_count\n1,2026-01-01,5\nTotal,,5\n2,2026-01-01,7\n"
    assert len(loaded(tmp_path, "lead_id", leads=text)) == 3


@pytest.mark.parametrize(
    "title", ["Lead Report\nAs of 2026-03-01, 08:00\n\n", "sep=;\n\nLeads;;\n", "Filtered by;Country;DE\n"]
)
def test_the_title_of_a_report_is_left_out(tmp_path, capsys, title):
    text = f"{title}lead_id;created_at;first_name\n1;2026-01-01;Ann\n2;x;Bo;stray\n"
    found = loaded(tmp_path, "lead_id, first_name, unreadable_line", leads=text)
    assert found == [("1", "Ann", None), (None, None, "2;x;Bo;stray")]
    said = capsys.readouterr().out
    above = sum(1 for line in title.splitlines() if line and "sep=" not in line)
    assert f"leads.csv: {above} lines above the header are a report's title, and left out" in said
    assert f"leads.csv, line {len(title.splitlines()) + 3}: more filled cells" in said


def test_a_heading_of_two_lines_is_no_title(tmp_path):
    text = '"Star\nSign",lead_id,created_at\na,1,2026-01-01\n'
    assert loaded(tmp_path, "lead_id", leads=text) == [("1",)]


def test_a_row_of_one_cell_between_rows_stays(tmp_path):
    text = "lead_id,created_at,first_name\n\n1\n2,2026-01-01,Bo\n"
    assert [row[0] for row in loaded(tmp_path, "lead_id", leads=text)] == ["1", "2"]


def test_bars_part_cells_too(tmp_path):
    assert loaded(tmp_path, "first_name", contacts="Contact ID|Created On|First Name\n1|2026-01-01|Ann\n") == [("Ann",)]
