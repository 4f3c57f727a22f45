"""What headings of exports mean: consent in either sense, several columns for one, all that is wrong at once."""

import ast
import re
from types import SimpleNamespace

import duckdb
import pytest

from lead_scoring.contract import text_of
from lead_scoring.load import LoadError
from lead_scoring.load.combined import NOTHING
from lead_scoring.load.into_tables import load
from lead_scoring.load.models import Macros
from lead_scoring.load.names import aliases
from lead_scoring.load.objections import speaks_of_consent, speaks_of_other_ways
from lead_scoring.load.tables import CONNECTORS

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
    "leave to call": ("Phone Opt-In", "Yes", "no"),
    "no leave to call": ("Phone Opt-In", "No", "Phone Opt-In: No"),
    "leave that nobody said": ("Phone Opt-In", "", None),
    "leave beside an objection": ("Do Not Call,OK to call", "1,yes", "1"),
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


SPEAK = """Don't Market / Process | DO_NOT_SMS | do not sell | noEmail | no_calls | TPS | NIX-spärr |
    Should Forget | Suppressed | Right to be forgotten | Exclude from mailing | Email Refused | Stop SMS |
    OK to call | May we contact | Contactable | Newsletter | Email Marketing Status |
    Double opt-in confirmed | Withdrawn | Reported as spam | Keine E-Mails | Anrufen verboten |
    Abbestellt am | Zustimmung | Nicht mehr kontaktieren | Werbesperre | Refus de prospection | Bloctel |
    Opposition | Fecha de baja | No molestar | Oposición | Rifiuto | Opposizione | Non disturbare |
    Não perturbe | Nie dzwonić | Wyraził zgodę | Odmowa | Bel-me-niet | Niet benaderen | Bezwaar |
    Samtycke | Inte ringa | Må ikke kontaktes | Samtykke | Suostumus | Souhlas | Leiratkozott | Согласие |
    수신거부 | Emails nicht zulassen | Keine Massen-E-Mail | Telefon OK | Calls permitted |
    Darf angerufen werden | E-Mail-Deaktivierung | No permitir llamadas | Não permitir e-mails |
    No recibir correo | Cancelación de correo | Interdire les appels | Rehusado |
    Iscrizione annullata a tutte le e-mail | Telefoongesprekken niet toestaan | Statut marketing |
    メール送信除外 | 電話不可"""
SILENT = """Email Open Rate | Contact Owner | Subscription Plan | Last Contacted | Options | Adopted Industry |
    Laptop Inventory | Contact No | Mobile No. | Preferred Method of Contact | Acceptance Date |
    Casino Contact | (Do Not Modify) Row Checksum | Montant dont TVA | Newsletter Clicks |
    Rejection Reason | Block Number | Email Domain | Emails Delivered | Tips | Terms Accepted |
    Unsubmitted Forms | Marketing contact status | Call Back Time | Opportunity Stage | Base |
    Kontaktinhaber | Nicht qualifiziert wegen | Correo electrónico | Contact Active |
    Geschäftliche Telefonnummer | Nome do contato | Type d'appel | Exclusive Contact |
    Contact annual revenue | Permit number"""


def test_german_dynamics_is_read(tmp_path):
    text = (
        "lead_id,created_at,E-Mails nicht zulassen,Telefonanrufe nicht zulassen\n"
        "1,2026-01-01,Nicht zulassen,Zulassen\n2,2026-01-01,Zulassen,Nicht zulassen\n"
    )
    found = loaded(tmp_path, "marketing_consent, do_not_call", leads=text)
    assert found == [("opted_out", "Zulassen"), ("unknown", "Nicht zulassen")]


def test_headings_speak_of_consent_in_many_words_and_others_do_not():
    speak, silent = ([heading.strip() for heading in headings.split("|")] for headings in (SPEAK, SILENT))
    assert [heading for heading in speak if not speaks_of_consent(heading)] == []
    assert [heading for heading in silent if speaks_of_consent(heading)] == []


# An objection to one of these is none to mail or calls, and none to them is leave for nothing.
ELSEWHERE = """SMS Opt Out | smsOptIn | Has Opted Out of SMS | SMS Consent Date | Text Message Consent | Do not text |
    Don't Text | WhatsApp opt-in | WhatsApp_Marketing_Consent | Do not allow Faxes | Fax Opt-Out |
    Direct Mail Opt Out | Opt-out (SMS) | SMS Einwilligung | Consentement SMS | Do not send direct mail |
    Push notification opt in | Unsubscribed from WhatsApp"""
ASKED = """SMS and Email Opt Out | SMS/Marketing Opt Out | Do not text or call | All channels opt out | Phone & SMS Consent |
    Consent Text | SMS only consent | No contact except SMS | Opt Out Text | Do not contact by any means |
    Fax Mail Phone opt out | SMS, Email Opt Out | Do not mail | Mobile SMS and calls | Opt out |
    Text opt out or unsubscribed all"""


def test_what_people_allow_elsewhere_is_passed_over_and_all_else_is_asked(tmp_path, capsys):
    elsewhere, asked = ([heading.strip() for heading in headings.split("|")] for headings in (ELSEWHERE, ASKED))
    cells = ",Yes" * len(elsewhere)
    leads = f"lead_id,created_at,{','.join(elsewhere)}\n1,2026-01-01{cells}\n"
    assert loaded(tmp_path, "marketing_consent, do_not_call", leads=leads) == [(None, None)]
    said = capsys.readouterr().out
    # Some have a line of their own in column_names.csv.
    assert [heading for heading in elsewhere if heading not in said] == ["Do not allow Faxes", "Fax Opt-Out"]
    assert [heading for heading in asked if speaks_of_other_ways(heading)] == []


def test_all_that_is_wrong_is_said_at_once(tmp_path):
    files = {
        "leads": "lead_id,Opt-in by mail\n",
        "deals": "Deal ID,Deal Stage\n",
        "campaign_spend": "channel,amount\n",
    }
    with pytest.raises(LoadError) as error:
        loaded(tmp_path, "lead_id", **files)
    missing = [
        "created_at of raw_leads",
        "lead_id of raw_sales_outcomes",
        "spend_date of raw_campaign_spend",
        "Opt-in by mail",
    ]
    assert [part for part in missing if part not in str(error.value)] == []


# Headings and cells of one lead: the addresses and the country that land.
ADDRESSES = {
    "Pipedrive": ("Person - Email - Work,Person - Email - Home", "a@corp.io,a@home.net", "a@corp.io; a@home.net"),
    "only the second": ("Email,Secondary Email", ", b@home.net", "b@home.net"),
    "HubSpot, the main one last": ("Additional email addresses,Email", "c@x.io;d@x.io,e@x.io", "e@x.io; c@x.io;d@x.io"),
    "Dynamics": ("Email,Email Address 2,Email Address 3", "f@x.io,,g@x.io", "f@x.io; g@x.io"),
    "German": ("Geschäftliche E-Mail-Adresse,E-Mail (privat)", "h@x.io,i@x.io", "h@x.io; i@x.io"),
    "Dutch and Swedish": ("E-mailadres,E-postadress", "h@x.io,i@x.io", "h@x.io; i@x.io"),
    "one twice": ("Email,Work Email,Home Email", "k@x.io,K@x.io,l@x.io", "k@x.io; l@x.io"),
    "those of others are not the lead's": ("Email,Manager Email,Owner Email", "j@x.io,boss@x.io,us@x.io", "j@x.io"),
    "none": ("Email,Home Email", ",", None),
}
COUNTRIES = {
    "Salesforce": ("CountryCode", "IR", "IR"),
    "a code beside an empty name": ("Country,Mailing Country Code", ",SY", "SY"),
    "a name before its code": ("Country Code,Country", "IR,Iran", "Iran"),
    "a filler": ("Country,Country of Residence", "[Not provided],KP", "KP"),
    "a dash": ("Country,Country of Residence", "—,KP", "KP"),
    "another alphabet is no filler": ("Country,Organization - Country", "Иран,US", "Иран"),
    "German": ("Land", "Kuba", "Kuba"),
    "French": ("Pays (adresse)", "Cuba", "Cuba"),
    "Spanish": ("País", "Cuba", "Cuba"),
    "none": ("Country,Billing Country", ",", None),
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_a_lead_has_the_addresses_of_all_its_columns(tmp_path, name):
    headings, cells, landed = ADDRESSES[name]
    assert loaded(tmp_path, "email", leads=f"lead_id,created_at,{headings}\n1,2026-01-01,{cells}\n") == [(landed,)]


@pytest.mark.parametrize("name", COUNTRIES)
def test_the_first_country_that_a_row_says_counts(tmp_path, name):
    headings, cells, landed = COUNTRIES[name]
    assert loaded(tmp_path, "country", leads=f"lead_id,created_at,{headings}\n1,2026-01-01,{cells}\n") == [(landed,)]


def test_parquet_is_combined_alike(tmp_path):
    row = "1 as id, 'x' as created_at, 'a@x.io' as email, 'b@x.io' as other_email, '' as country, 'IR' as country_code"
    with duckdb.connect() as connection:
        connection.execute(f"copy (select {row}) to '{tmp_path / 'leads.parquet'}'")
    assert loaded(tmp_path, "email, country") == [("a@x.io; b@x.io", "IR")]


def test_what_is_combined_is_said(tmp_path, capsys):
    text = "lead_id,created_at,Email,Home Email,Land,Country Code\n1,2026-01-01,,,,\n"
    loaded(tmp_path, "lead_id", leads=text)
    out = capsys.readouterr().out
    assert "leads.csv: email holds the addresses of all of 'Email', 'Home Email'" in out
    assert "leads.csv: country is in each row the first of 'Land', 'Country Code'" in out


@pytest.mark.parametrize("heading", ["Nationality", "Countries sold to", "IP Country"])
def test_a_heading_about_a_country_that_nobody_reads_is_said(tmp_path, capsys, heading):
    loaded(tmp_path, "lead_id", leads=f"lead_id,created_at,{heading}\n1,2026-01-01,Iran\n")
    assert f"warning: leads.csv: nobody reads '{heading}', which speaks of a country" in capsys.readouterr().out


def test_a_prefix_of_telephone_numbers_is_no_country(tmp_path, capsys):
    text = "lead_id,created_at,Phone Country Code,Country Manager\n1,2026-01-01,+98,Jo\n"
    assert loaded(tmp_path, "country", leads=text) == [(None,)]
    assert "speaks of a country" not in capsys.readouterr().out


def test_words_for_nothing_are_those_of_staging():
    staging = text_of("text.sql")
    listed = re.search(r"macro placeholders.*?return\(\[(.*?)\]\)", staging, re.DOTALL)[1]
    # In a pattern, marks stand behind a backslash.
    assert re.findall(r"'([^']+)'", listed) == re.sub(r"\\(.)", r"\1", NOTHING).split("|")


NAMES = {
    "two words": ("Ada Okafor", "Ada", "Okafor"),
    "more words": (" José  de la Cruz", "José", "de la Cruz"),
    "the last one first": ("Okafor, Ada", "Ada", "Okafor"),
    "one word": ("Ada", "Ada", None),
    "none": ("", None, None),
}


@pytest.mark.parametrize("name", NAMES)
def test_a_full_name_is_taken_apart_where_nothing_else_names_the_person(tmp_path, name):
    full, first, last = NAMES[name]
    text = f'lead_id,created_at,Full Name\n1,2026-01-01,"{full}"\n'
    assert loaded(tmp_path, "first_name, last_name", leads=text) == [(first, last)]
    text = f'lead_id,created_at,First Name,Last Name,Name\n1,2026-01-01,Bo,Lund,"{full}"\n'
    assert loaded(tmp_path, "first_name, last_name", leads=text) == [("Bo", "Lund")]


def test_each_row_of_activities_names_its_lead_in_a_column_of_its_own(tmp_path):
    rows = "a,7.0,,x,2026-01-01\nb,,Ann@x.io,x,2026-01-01\nc,#N/A,bo@x.io,x,2026-01-01\n"
    (tmp_path / "leads.csv").write_text("lead_id,created_at\n1,2026-01-01\n")
    (tmp_path / "activities.csv").write_text(f"activity_id,Contact ID,Email,activity_type,occurred_at\n{rows}")
    with duckdb.connect() as connection:
        load(connection, CONNECTORS["tables"], tmp_path, "raw")
        found = connection.execute("select lead_id from raw.raw_activities order by activity_id").fetchall()
    assert found == [("7",), ("Ann@x.io",), ("bo@x.io",)]


# Marks of deleted rows, and whether each row stays.
DELETED = {
    "Salesforce": ("IsDeleted", ["true", "false", ""], [False, True, True]),
    "SuiteCRM": ("Deleted", ["1", "0", "0"], [False, True, True]),
    "a day": ("deleted_at", ["2026-02-01 10:00", "", "0000-00-00 00:00:00"], [False, True, True]),
    "another word": ("Archived", ["Archived", "No", "Not archived"], [False, True, True]),
}


@pytest.mark.parametrize("name", DELETED)
def test_deleted_rows_are_left_out_and_said(tmp_path, capsys, name):
    heading, marks, stay = DELETED[name]
    rows = [f"{number},2026-01-01,{mark}\n" for number, mark in enumerate(marks)]
    found = loaded(tmp_path, "lead_id", leads=f"lead_id,created_at,{heading}\n{''.join(rows)}")
    assert found == [(str(number),) for number, stays in enumerate(stay) if stays]
    assert f"leads.csv: rows that '{heading}' marks as deleted, and that are left out: 1" in capsys.readouterr().out


@pytest.mark.parametrize("kind", ["csv", "parquet"])
def test_what_a_deleted_lead_objected_to_is_kept_and_nothing_else_of_it(tmp_path, kind):
    rows = """
        select * from (values
            ('1', 'Lin <lin@elm.io>', 'true', '0', 'yes'), ('2', 'max@elm.io', 'false', 'after six', 'yes'),
            ('3', 'nia@elm.io', 'false', 'no', 'yes'), ('4', 'oda@elm.io', '', '', 'yes'), ('5', 'lin@elm.io', '', '', 'no')
        ) as leads (id, email, "Email Opt Out", "Do Not Call", "Deleted")
    """
    with duckdb.connect() as connection:
        connection.execute(f"copy (select *, '2026-01-01' as created_at from ({rows})) to '{tmp_path}/leads.{kind}'")
        for _ in range(2):
            load(connection, CONNECTORS["tables"], tmp_path, "raw")
            found = connection.execute("select * from raw.raw_deleted_leads order by all").fetchall()
            assert found == [("1", "Lin <lin@elm.io>", "opted_out", "0"), ("2", "max@elm.io", "unknown", "after six")]


@pytest.mark.parametrize(
    "heading",
    ["gdpr_flag", "telefonanrufe_nicht_zulassen", "no_permitir_llamadas", "kontakt_id",
     "keineWerbung", "d\u00e9sabonn\u00e9_le", "PERSON_HAS_OPTED_OUT", "no_sms", "zgoda", "is_dnc", "\u540c\u610f",
     "score", "Opportunity", "country", "newsletter_clicks", "adopted_in", "caller_id"],
)  # fmt: skip
def test_columns_of_tables_are_told_by_the_words_of_headings(heading):
    texts = [text_of(f"{name}.sql") for name in ("objections", "words")]
    template = Macros(extensions=["jinja2.ext.do"]).from_string("\n".join([*texts, "{{ speaks_of_consent(name) }}"]))
    given = {"modules": SimpleNamespace(re=re), "return": lambda value: value}
    assert template.render(given, name=heading) is speaks_of_consent(heading)


def test_names_that_mean_something_in_tables_mean_it_in_files():
    text = text_of("objections.sql")
    known = re.search(r"macro known_consent_columns.*?return\((\{.*?\})\)", text, re.DOTALL)[1]
    for meaning, names in ast.literal_eval(known).items():
        column, _, sense = meaning.partition(" ")
        for name in names.split():
            assert (column, sense) in aliases()["raw_leads", name], name


def test_deleted_rows_of_parquet_and_of_other_tables_are_left_out(tmp_path):
    with duckdb.connect() as connection:
        rows = "values (1, 'x', true), (2, 'x', false), (3, 'x', null)"
        connection.execute(
            f"copy (from ({rows}) as r (id, created_at, is_deleted)) to '{tmp_path / 'leads.parquet'}' (format parquet)"
        )
        (tmp_path / "activities.csv").write_text(ACTIVITIES.replace("occurred_at", "occurred_at,IsDeleted,IsArchived"))
        with (tmp_path / "activities.csv").open("a") as file:
            file.write("b,2,page_viewed,2026-01-01,1,0\nc,2,page_viewed,2026-01-01,0,1\n")
        load(connection, CONNECTORS["tables"], tmp_path, "raw")
        assert connection.execute("select lead_id from raw.raw_leads order by 1").fetchall() == [(2,), (3,)]
        # Salesforce archives old activities: they took place.
        assert connection.execute("select activity_id from raw.raw_activities order by 1").fetchall() == [("a",), ("c",)]


def test_of_two_columns_the_first_with_values_counts(tmp_path, capsys):
    text = "lead_id,created_at,Title,Job Title\n1,2026-01-01,,VP Sales\n2,2026-01-01, ,\n"
    assert loaded(tmp_path, "job_title", leads=text) == [("VP Sales",), (None,)]
    assert "leads.csv: job_title is read from 'Job Title' (column 4), not from 'Title'" in capsys.readouterr().out


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
