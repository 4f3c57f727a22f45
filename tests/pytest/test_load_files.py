"""A folder of files becomes the raw tables, all of them or none; what does not add up is named."""

import gzip
import json
import re
import sys

import duckdb
import pytest
from conftest import Marts, copy_of_project
from dbt.adapters.duckdb.connections import DuckDBConnectionManager

from lead_scoring.build import run
from lead_scoring.build.steps import build
from lead_scoring.load import LoadError, land
from lead_scoring.load.into_tables import load, load_folder
from lead_scoring.load.tables import CONNECTORS

LEADS = "lead_id,created_at\n1,x\n"
ACTIVITIES = "activity_id,lead_id,activity_type,occurred_at\na,1,page_viewed,x\n"
FOLDER = {"leads.csv": LEADS, "activities.csv": ACTIVITIES}


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        yield connection


def write(folder, files: dict[str, str]):
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return folder


def load_tables(connection, folder, files: dict[str, str]) -> int:
    return load(connection, CONNECTORS["tables"], write(folder, files), "raw")


def rows(connection, table: str, columns: str = "*") -> list[tuple]:
    return connection.execute(f"select {columns} from raw.{table} order by all").fetchall()


def relations(connection) -> dict[str, str]:
    found = connection.execute("select table_name, table_type from information_schema.tables where table_schema = 'raw'")
    return dict(found.fetchall())


@pytest.mark.parametrize(
    "name",
    [
        "outcomes/sales-outcomes.csv",
        "Sales_Outcomes.2026-01.CSV.gz",
        "raw-sales-outcomes.csv",
        "Sales__outcomes/2026/part-0.csv",
        "sales outcomes (1).csv",
        "Sales_Outcomes2026.csv",
        "All Sales Outcomes.csv",
        "Sales Outcome.csv",
        "Opportunities with Contacts-2026-11-30.csv",
        "Opportunities mit Leads.csv",
    ],
)
def test_a_file_belongs_to_the_table_that_it_or_its_folder_names(connection, tmp_path, name):
    text = "lead_id,outcome,occurred_at\n1,won,x\n"
    assert load_tables(connection, tmp_path, {**FOLDER, name: text.replace("1", "7"), f".hidden/{name}": text}) == 3
    assert rows(connection, "raw_sales_outcomes", "lead_id, outcome") == [("7", "won")]
    assert set(relations(connection)) == {"raw_leads", "raw_activities", "raw_sales_outcomes"}


@pytest.mark.parametrize(
    "name", ["leads1.csv", "Leads2026.csv", "Lead.csv", "My Leads.csv", "MyLeads_2.csv", "lead (3).tsv"]
)
def test_a_file_of_leads_may_be_called_so_in_many_ways(connection, tmp_path, name):
    assert load_tables(connection, tmp_path, {name: LEADS, "activities.csv": ACTIVITIES}) == 2


def test_files_of_other_objects_are_ignored_in_one_list(connection, tmp_path, capsys):
    others = {
        "Accounts.csv": "Id,Name,CreatedDate\n",
        "hubspot-crm-exports-all-companies-2026.csv": "x,y\n",
        "LeadHistory.csv": "Id,LeadId,Field\n",
        "Utilisateurs.csv": "x,y\n",
        "part 7.csv": "Organization ID,City\n",
        "README.txt": "What is in here.\n",
    }
    assert load_tables(connection, tmp_path, FOLDER | others) == 2
    said = [line for line in capsys.readouterr().out.splitlines() if "no table takes" in line]
    assert said == [f"  ignored, since no table takes what they hold: {', '.join(sorted(others))}"]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("Lead sources.csv", "a,b\n"),
        ("events.csv", "a,b\n"),
        ("part 7.csv", "Company Name,Email\n"),
    ],
)
def test_a_file_that_may_hold_what_a_table_is_for_is_asked_about(connection, tmp_path, name, text):
    with pytest.raises(LoadError, match=f"{name} names no table; begin its name"):
        load_tables(connection, tmp_path, {**FOLDER, name: text})


def test_all_that_is_wrong_is_asked_at_once(connection, tmp_path):
    files = {
        "figures.csv": "a,b\n",
        "leads.csv": "lead_id,created_at,Mail Opt-In\n1,03/04/2026,yes\n",
        "deals.json": '{"outcome": "won", "occurred_at": "2026-01-01", "amount": "12.000"}\n',
        "activities.csv": 'activity_id,lead_id,activity_type,occurred_at\na,1,"x,2026-01-01\n',
    }
    with pytest.raises(LoadError) as error:
        load_tables(connection, tmp_path, files)
    found = str(error.value).splitlines()
    expected = [
        "figures.csv names no table",
        "leads.csv, line 1: the column 'Mail Opt-In' speaks of what people allow",
        "leads.csv, column 'created_at': '03/04/2026' can be read in two ways",
        "activities.csv, line 2: a quote is opened and never closed",
        "deals.json: the required column lead_id of raw_sales_outcomes is missing",
        "deals.json, column 'amount': '12.000' can be read in two ways",
    ]
    assert [line[: len(begun)] for line, begun in zip(found, expected, strict=True)] == expected
    assert relations(connection) == {}


def test_columns_may_drift_between_files(connection, tmp_path):
    files = {
        "Leads 1.csv": "\ufeffRecord ID,Create Date,Company name,Country/Region,Number of Employees,Contact owner\n"
        "1,x,A,DE,5,o\n",
        "Leads 2.csv.gz": "Notes;Company / Account;Lead ID;Created Date;Title\nn;B;2;x;CEO\n",
        "Leads 3.ndjson": '{"createdAt": "x", "leadId": 3}\n{"leadId": 4, "createdAt": "y", "companyName": "D"}\n',
        "activities.csv": ACTIVITIES,
    }
    assert load_tables(connection, tmp_path, files) == 5
    columns = "lead_id, created_at, company_name, country, employee_count, job_title, owner_id"
    assert rows(connection, "raw_leads", columns) == [
        ("1", "x", "A", "DE", "5", None, "o"),
        ("2", "x", "B", None, None, "CEO", None),
        ("3", "x", None, None, None, None, None),
        ("4", "y", "D", None, None, None, None),
    ]


def test_columns_that_nobody_reads_are_said_once_at_the_end(connection, tmp_path, capsys):
    one = "lead_id,created_at,Shoe Size,Star Sign\n1,x,a,b\n"
    other = {"activities.csv": ACTIVITIES.replace("\n", ",Weather\n", 1)}
    load_tables(connection, tmp_path, {**{f"leads {number}.csv": one for number in range(3)}, **other})
    assert capsys.readouterr().out.splitlines()[-3:] == [
        "  columns that nobody reads (src/lead_scoring/load/column_names.csv says which heading means which column):",
        "    leads 0.csv and 2 more files: Shoe Size, Star Sign",
        "    activities.csv: Weather",
    ]


def test_an_empty_cell_of_a_web_event_is_said_and_a_column_that_a_file_lacks_is_not(connection, tmp_path):
    heading, cells = "client_id,page_url,timestamp,event_name", "/,x,page_viewed"
    write(
        tmp_path,
        {
            "1.csv": f"{heading},referrer\na,{cells},r\nb,{cells},\nc,{cells}\nd,{cells},,stray\n",
            "2.csv": f"{heading}\ne,{cells}\n",
            "3.json": "\n".join(
                json.dumps({"client_id": name, "page_url": "/", "timestamp": "x", "event_name": "y", **more})
                for name, more in {"f": {"referrer": "r"}, "g": {"referrer": None}, "h": {"referrer": ""}, "i": {}}.items()
            ),
            "4.json": json.dumps({"client_id": "j", "page_url": "/", "timestamp": "x", "event_name": "y"}),
        },
    )
    selected = "select 'k' as client_id, '/' as page_url, 'x' as timestamp, 'y' as event_name"
    connection.execute(f"copy ({selected}, cast(null as varchar) as referrer) to '{tmp_path}/5.parquet'")
    connection.execute(f"copy (select 'l' as client_id, * exclude client_id from ({selected})) to '{tmp_path}/6.parquet'")
    load(connection, CONNECTORS["web_events"], tmp_path, "raw")
    assert dict(rows(connection, "web_events", "client_id, referrer")) == {
        # A cell that is cut off, a null and a key that only some lines of a file have are empty cells.
        **{"a": "r", "b": "", "c": "", "f": "r", "g": "", "h": "", "i": "", "k": ""},
        # These files know no referrer, and of the last row nothing is known.
        **{"e": None, "j": None, "l": None, None: None},
    }


def test_the_name_of_the_contract_wins_over_an_alias(connection, tmp_path):
    load_tables(connection, tmp_path, {**FOLDER, "leads.csv": "Record ID,lead_id,created_at,Note,note\n1,2,x,,\n"})
    assert rows(connection, "raw_leads", "lead_id") == [("2",)]


def test_a_header_alone_and_an_empty_file_are_no_rows(connection, tmp_path):
    files = {"leads.csv": "lead_id,created_at", "leads 2.csv": "", "leads 3.json.gz": "\n", "activities.jsonl": ""}
    assert load_tables(connection, tmp_path, files) == 0
    assert (rows(connection, "raw_leads"), rows(connection, "raw_activities")) == ([], [])


def test_activities_may_lack_an_id_and_a_type(connection, tmp_path, capsys):
    submission = "ann@acme.example,Book a demo,2026-02-01"
    path = tmp_path / "activities.parquet"
    connection.execute(
        "copy (select 1 as lead_id, 'x' as activity_type, timestamp '2026-02-03' as occurred_at from range(2)) "
        f"to '{path}' (format parquet)"
    )
    files = {
        "leads.csv": "lead_id,created_at,email\n1,2026-01-01,ann@acme.example\n",
        "activities_forms.csv": f"Email,Form,Date,City\n{submission},Rome\n{submission},Rome\n{submission},\n",
        "activities_views.jsonl": '{"lead_id": 1, "page_url": "/pricing", "timestamp": "2026-02-02"}\n' * 2,
    }
    load_tables(connection, tmp_path, files)
    found = connection.execute(
        "select lead_id, activity_type, form_name, page_url, count(*), count(distinct activity_id) from raw.raw_activities "
        "group by all order by all"
    ).fetchall()
    assert found == [
        ("1", "x", None, None, 2, 1),
        ("1", None, None, "/pricing", 2, 1),
        ("ann@acme.example", None, "Book a demo", None, 3, 2),
    ]
    said = "  activities_forms.csv has no activity_id: rows alike in all columns are one activity\n"
    assert capsys.readouterr().out.count(said) == 1


# Subjects of tasks, and whether each is the name of a request.
SUBJECTS = {
    "Demo request": True,
    "Request a demo!": True,
    "Contact sales form": True,
    "New web form: Request for quote": True,
    "Demo anfragen": True,
    "Demande de devis": True,
    "Follow up on demo request": False,
    "RE: Demo request": False,
    "Call": False,
    "Prepare quote": False,
    "": False,
}


@pytest.mark.parametrize("suffix", ["csv", "parquet"])
def test_a_subject_counts_where_it_is_a_request_and_nothing_more(connection, tmp_path, suffix):
    tasks = ", ".join(f"('{number}', '1', 'Task', '{text}', '2026-01-01')" for number, text in enumerate(SUBJECTS))
    named = f'from (values {tasks}) as tasks (activity_id, lead_id, "Type", "Subject", "Date")'
    connection.execute(f"copy (select * {named}) to '{tmp_path}/activities.{suffix}'")
    load_tables(connection, tmp_path, {"leads.csv": "lead_id,created_at\n1,2026-01-01\n"})
    found = connection.execute("select form_name from raw.raw_activities order by activity_id::int").fetchall()
    assert [form for (form,) in found] == [subject if is_request else None for subject, is_request in SUBJECTS.items()]


@pytest.mark.parametrize(
    ("cell", "leads"),
    [
        ("101;103", ["101", "103"]),
        ("K7; K8;K7;", ["K7", "K8"]),
        ("101, 103", ["101", "103"]),
        ("55101,55103", ["55101", "55103"]),
        ("ann@x.io | bo@x.io", ["ann@x.io", "bo@x.io"]),
        # One id each.
        ("101;", ["101"]),
        ("101,103", ["101,103"]),
        ("1,11015E+11", ["1,11015E+11"]),
    ],
)
@pytest.mark.parametrize("suffix", ["csv", "json", "parquet"])
def test_an_outcome_of_several_leads_counts_for_each_and_its_amount_once(connection, tmp_path, capsys, cell, leads, suffix):
    names = ["Associated Contact IDs", "Deal Stage", "Close Date", "Amount"]
    others = [names, ["7", "won", "2026-01-02", "90"], [cell, "lost", "2026-01-03", "40"]]
    if suffix == "csv":
        text = "\n".join(";".join(f'"{value}"' for value in row) for row in others)
    else:
        text = "\n".join(json.dumps(dict(zip(names, row, strict=True))) for row in others[1:])
    if suffix == "parquet":
        listed = ", ".join(f'"{name}"' for name in names)
        deals = f"select * from (values (?, ?, ?, 90), (?, ?, ?, 40)) as deals ({listed})"
        connection.execute(
            f"copy ({deals}) to '{tmp_path / 'deals.parquet'}'",
            [cell for row in others[1:] for cell in row[:3]],
        )
    more = len(leads) - 1
    files = {} if suffix == "parquet" else {f"deals.{suffix}": text}
    assert load_tables(connection, tmp_path, FOLDER | files) == 4 + more
    assert set(rows(connection, "raw_sales_outcomes", "lead_id, outcome, cast(amount as varchar)")) == {
        ("7", "won", "90"),
        (leads[0], "lost", "40"),
        *((lead, "lost", None) for lead in leads[1:]),
    }
    said = f"1 rows name several leads, and count for each of them ({more} rows more), with the amount for the first"
    assert (said in capsys.readouterr().out) == (more > 0)


def test_a_row_that_names_its_lead_by_a_full_name_counts_where_one_lead_has_it(connection, tmp_path, capsys):
    people = [("7", "Ada", "Okafor"), ("7", "Ada", "Okafor"), ("8", "Bo", "Li"), ("9", "bo", "LI"), ("12 a", "Cy", "de Vos")]
    leads = "".join(f"{lead},x,{first},{last}\n" for lead, first, last in people)
    # What Regarding and an e-mail column say, and what lands.
    rows_of = {
        "Ada Okafor,": "7",
        '"okafor,  ADA",': "7",
        "Ada Okafor,ada@x.io": "ada@x.io",
        "Cy de Vos,": "12 a",
        "Bo Li,": "name of several leads: Bo Li",
        "Ada Smith,": "name of no lead: Ada Smith",
        "12 a,": "12 a",
        "Not provided,": None,
        "Renewal 2026,": "Renewal 2026",
    }
    activities = "".join(f"{number},call,x,{cells}\n" for number, cells in enumerate(rows_of))
    files = {
        "leads.csv": f"lead_id,created_at,First Name,Last Name\n{leads}",
        "activities.csv": f"activity_id,Activity Type,Created On,Regarding,Email\n{activities}",
        "deals.csv": 'Potential Customer,Originating Lead,Status,Close Date\nAcme Co,"Okafor, Ada",Won,\nCy de Vos,,Won,\n',
    }
    load_tables(connection, tmp_path, files)
    landed = connection.execute("select lead_id from raw.raw_activities order by activity_id").fetchall()
    assert [lead for (lead,) in landed] == list(rows_of.values())
    assert rows(connection, "raw_sales_outcomes", "lead_id") == [("12 a",), ("7",)]
    assert (
        "raw_activities: 3 rows name their lead by a full name that one lead has, and count for it; rejected are 1 with a"
        " name that no lead has and 1 with one of several leads\n"
    ) in capsys.readouterr().out


def test_a_file_of_another_kind_is_passed_over_and_told(connection, tmp_path, capsys):
    load_tables(connection, tmp_path, {**FOLDER, "leads.docx": "x", ".leads.csv": "x"})
    told = [line for line in capsys.readouterr().out.splitlines() if "ignored" in line]
    assert len(told) == 1 and "ignored leads.docx: it does not end in .csv" in told[0]


def test_tables_of_an_earlier_load_do_not_survive(connection, tmp_path):
    spend = "campaign_id,channel,spend_date,amount\n"
    load_tables(connection, tmp_path / "1", {**FOLDER, "campaign spend.csv": spend, "content.csv": "content_id\n"})
    connection.execute(f"copy (select 1 as lead_id, 'x' as created_at) to '{tmp_path / '1' / 'leads.parquet'}'")
    (tmp_path / "1" / "leads.csv").unlink()
    connection.execute(f"copy (select 'c' as content_id) to '{tmp_path / '1' / 'content.parquet'}'")
    (tmp_path / "1" / "content.csv").unlink()
    load_tables(connection, tmp_path / "1", {})
    tables = {"raw_leads": "VIEW", "raw_activities": "BASE TABLE", "raw_campaign_spend": "BASE TABLE", "raw_content": "VIEW"}
    assert relations(connection) == tables
    load_tables(connection, tmp_path / "2", FOLDER)
    assert relations(connection) == {"raw_leads": "BASE TABLE", "raw_activities": "BASE TABLE"}


NAMES = "leads, activities, sales_outcomes, campaign_spend, content, privacy_requests, lead_links"
BROKEN = {
    "a file of no table": (
        {"invoices.csv": "x,y"},
        f"invoices.csv names no table; begin its name, or its folder's, with the one it belongs to: {NAMES}.",
    ),
    "a file of two tables": (
        {"leads/content.csv": "x"},
        "leads/content.csv names two tables, raw_leads and raw_content; "
        f"begin its name, or its folder's, with the one it belongs to: {NAMES}.",
    ),
    "a required column is missing": (
        {"privacy requests.csv": "email,requested_at\n"},
        "privacy requests.csv: the required column request of raw_privacy_requests is missing; it has: email, requested_at. "
        "Is it 'requested_at'? "
        "If one of them is meant, add the line raw_privacy_requests,<its name>,request,, to "
        "src/lead_scoring/load/column_names.csv.",
    ),
    "nobody is named": (
        {"privacy_requests.csv": "request,requested_at,name\n"},
        "privacy_requests.csv: raw_privacy_requests must have one of the columns lead_id and email; "
        "it has: request, requested_at, name.",
    ),
    "privacy requests that nobody can read": (
        {
            "privacy_requests.csv": "email,request,requested_at\n"
            '"Uma Rask <uma@rask.io>;\n uma@home.rask.io",forget me please,2026-01-01\n'
            "uma@rask.io,pie,2026-01-01\n"
            "uma rask@rask.io,deletion,2026-01-01\n"
            ",deletion,2026-01-01\n"
            "uma@rask.io,pie,2026-01-01\n"
            "uma@rask.io,uma@rask.io is no customer of ours any more,2026-01-01\n",
        },
        "privacy_requests.csv, line 2: the privacy request cannot be read: seeds/lookups/privacy_request_words.csv does not "
        'know "forget me please"; add what it says there, as erasure, profiling_objection or other, or correct the cell.\n'
        "privacy_requests.csv, line 4, and 1 more: the privacy request cannot be read: "
        'seeds/lookups/privacy_request_words.csv does not know "pie"; add what it '
        "says there, as erasure, profiling_objection or other, or correct the cell.\n"
        "privacy_requests.csv, line 5: the privacy request cannot be read: its email holds what is no address; "
        "write addresses alone, with semicolons between.\n"
        "privacy_requests.csv, line 6: the privacy request cannot be read: it names nobody; write an e-mail address into "
        "email or an id into lead_id.\n"
        "privacy_requests.csv, line 8: the privacy request cannot be read: seeds/lookups/privacy_request_words.csv does not "
        'know "x@x.x x x x x x x x"; add what it says there, as erasure, profiling_objection or other, or correct the cell.',
    ),
    "and in JSON, in two files": (
        {
            "privacy_requests.json": '\n{"lead_id": 7, "request": "erase", "requested_at": 1}\n'
            '{"request": "erase", "requested_at": 1, "lead_id": "1.2E+11"}\n',
            "privacy_requests 2.ndjson": '{"lead_id": 7, "requested_at": 1, "request": null}\n',
        },
        "privacy_requests 2.ndjson, line 1: the privacy request cannot be read: it does not say what it asks for; write "
        "erasure or profiling_objection into request.\n"
        "privacy_requests.json, line 3: the privacy request cannot be read: a spreadsheet or a program damaged its lead_id; "
        "write the id as its system shows it, or an e-mail address.",
    ),
    "a required column is missing in JSON": (
        {"content.json": '[\n{"content_id": 1}\n]'.replace('{"content_id": 1}', '{"contentId": 1},')},
        "content.json: the required column content_id of raw_content is missing; "
        "it has no columns (JSON is read one object to a line).",
    ),
    "two columns are one": (
        {"leads 2.csv": "Record ID,Create Date,ID\n"},
        "leads 2.csv, line 1: the columns 'Record ID' and 'ID' are both lead_id; "
        "rename one, or change src/lead_scoring/load/column_names.csv.",
    ),
    "a column stands there twice": (
        {"leads 2.csv": "lead_id,created_at,leadId\n"},
        "leads 2.csv, line 1: the columns 'lead_id' and 'leadId' are both lead_id; "
        "rename one, or change src/lead_scoring/load/column_names.csv.",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_failed_load_names_the_file_and_leaves_the_tables(connection, tmp_path, name):
    load_tables(connection, tmp_path / "before", {**FOLDER, "content.csv": "content_id\nc\n"})
    before = relations(connection)
    files, message = BROKEN[name]
    with pytest.raises(LoadError) as error:
        load_tables(connection, tmp_path / "after", {**FOLDER, "leads.csv": "lead_id,created_at\n2,x\n", **files})
    assert str(error.value) == message
    assert relations(connection) == before
    assert rows(connection, "raw_leads", "lead_id") == [("1",)]


def test_a_required_table_without_a_file(connection, tmp_path):
    message = f"{tmp_path} holds no file for raw_leads, which is required; put one there, such as leads.csv."
    with pytest.raises(LoadError, match=re.escape(message)):
        load_tables(connection, tmp_path, {"activities.csv": ACTIVITIES})


def test_rows_that_duckdb_reads_otherwise_end_the_load(connection, tmp_path, monkeypatch):
    """Should DuckDB ever lose a row: here it is handed one row less than were counted."""
    honest = land.write_tidy
    monkeypatch.setattr(land, "write_tidy", lambda rows, path: honest(rows, path) + 1)
    with pytest.raises(LoadError, match=r"leads\.csv: DuckDB read 1 rows where Python's csv counts 2; nothing"):
        load_tables(connection, tmp_path, FOLDER)


def test_an_id_with_a_point_and_a_zero_is_the_id_without(connection, tmp_path):
    leads = "lead_id,created_at,first_name\n7.0,x,7.0\nv7.0,x,y\n7.00,x,y\n"
    load_tables(connection, tmp_path, FOLDER | {"leads.csv": leads, "leads.ndjson": '{"lead_id": 7.0, "created_at": "x"}\n'})
    assert rows(connection, "raw_leads", "lead_id, first_name") == [("7", "7.0"), ("7", None), ("7.00", "y"), ("v7.0", "y")]


@pytest.mark.parametrize(
    "arguments, message",
    [
        (["--connectors", "sample"], "write CONNECTORS=tables or CONNECTORS=web_events."),
        (["--connectors", "tables", "--vars", "raw_schema: crm"], "and raw_schema names tables to read instead"),
        (["--connectors", "tables"], "holds no file for raw_leads, which is required"),
    ],
)
def test_make_run_with_a_folder_that_cannot_be_loaded(tmp_path, monkeypatch, capsys, arguments, message):
    monkeypatch.setenv("DUCKDB_PATH", str(tmp_path / "warehouse.duckdb"))
    (tmp_path / "files").mkdir()
    monkeypatch.setattr(sys, "argv", ["run", "--raw", str(tmp_path / "files"), *arguments])
    assert build("") == (False, False)
    assert message in capsys.readouterr().err


def test_another_database_is_not_loaded(tmp_path, monkeypatch):
    monkeypatch.setenv("DBT_TARGET", "postgres")
    with pytest.raises(LoadError, match="Files are loaded into DuckDB, and DBT_TARGET is postgres"):
        load_folder("tables", tmp_path)


@pytest.mark.slow
def test_make_run_makes_a_list_of_a_folder_of_mixed_files(tmp_path, monkeypatch, capsys):
    header = (
        "Record ID;Create Date;Email;First Name;Last Name;Job Title;Company name;Number of Employees;Industry;Country/Region"
    )
    ask = {"lead_id": 1, "activity_type": "demo_requested", "occurred_at": "2026-03-01T10:00:00Z"}
    folder = write(
        tmp_path / "files",
        {
            "Leads export.csv": f"{header}\n1;2026-02-01;jo@fern.example;Jürgen;Groß;CEO;Fern;200;Software;Germany\n"
            "2;2026-02-01;a;b;c;d\n",
            "leads/old.csv.gz": "lead_id,created_at,email\n3,2026-02-01,x@y.example,shifted\n",
            "activities.ndjson": json.dumps(ask | {"activity_id": "a1"}) + "\nbroken off: {\n",
            "sales outcomes.txt": "lead_id\toutcome\toccurred_at\n2\tattempted\t2026-02-03\n",
        },
    )
    (folder / "content").mkdir()
    duckdb.connect().execute(f"copy (select 'c1' as content_id, 'Guide' as title) to '{folder}/content/part-0.parquet'")
    (tmp_path / "project").mkdir()
    project = copy_of_project(tmp_path / "project")
    monkeypatch.chdir(project)
    monkeypatch.setenv("DUCKDB_PATH", "warehouse.duckdb")
    monkeypatch.setenv("PUBLISHED", "published")
    given = ["--connectors", "tables", "--raw", str(folder), "--as-of", "2026-03-02 08:00:00"]
    monkeypatch.setattr(sys, "argv", ["run", *given])
    assert run.main() == 0
    DuckDBConnectionManager.close_all_connections()
    assert "The ten best leads" in capsys.readouterr().out
    marts = Marts(project / "warehouse.duckdb")
    assert [(row["lead_id"], row["last_name"]) for row in marts.rows("qualified_leads")] == [("1", "Groß")]
    found = {row["raw_table"]: (row["rows_in"], row["used"], row["rejected"]) for row in marts.rows("load_reconciliation")}
    found = {table: counts for table, counts in found.items() if any(counts)}
    assert found == {
        "raw_leads": (3, 2, 1),
        "raw_activities": (2, 1, 1),
        "raw_sales_outcomes": (1, 1, 0),
        "raw_content": (1, 1, 0),
    }
    rejected = {(row["raw_table"], row["reject_reason"], row["row_text"]) for row in marts.rows("rejected_records")}
    assert rejected == {
        ("raw_leads", "unreadable line", "3,2026-02-01,x@y.example,shifted"),
        ("raw_activities", "unreadable line", "broken off: {"),
    }

    # Leads alone can be built too; but not published over a run that had activities.
    (folder / "activities.ndjson").unlink()
    assert run.main() == 1
    DuckDBConnectionManager.close_all_connections()
    said = capsys.readouterr()
    assert "No activities were found: engagement is 0 for all leads, and intent too" in said.out
    assert "raw_activities" in said.err and {row["lead_id"] for row in marts.rows("lead_scores")} == {"1", "2"}
