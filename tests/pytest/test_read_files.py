"""What a file says arrives to the letter, whatever its format, encoding or delimiter, and nothing is guessed."""

import gzip
import json
from datetime import datetime
from pathlib import Path

import duckdb
import pytest

from lead_scoring.contract import COLUMNS
from lead_scoring.load import LoadError
from lead_scoring.load.into_tables import load
from lead_scoring.load.names import DELETED, IGNORED, aliases, bare
from lead_scoring.load.tables import CONNECTORS

NAMES = ["Jürgen Groß", "Zoë 🦊 Løvås"]


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        yield connection


def load_leads(
    connection, folder: Path, columns: str = "lead_id, first_name, unreadable_line", **files: bytes
) -> list[tuple]:
    """Load files, named by table and suffix (leads_csv), beside one activity; what raw_leads has in these columns."""
    (folder / "activities.csv").write_text("activity_id,lead_id,activity_type,occurred_at\na,1,page_viewed,2026-01-01\n")
    for name, content in files.items():
        (folder / name.replace("_", ".")).write_bytes(content)
    load(connection, CONNECTORS["tables"], folder, "raw")
    return connection.execute(f"select {columns} from raw.raw_leads order by lead_id nulls last").fetchall()


@pytest.mark.parametrize(
    "encoding, names, told",
    [
        ("utf-8", NAMES, ""),
        ("utf-8-sig", NAMES, ""),
        ("utf-16", NAMES, ""),
        ("utf-16-le", NAMES, ""),
        ("utf-16-be", NAMES, ""),
        ("cp1252", ["Jürgen Groß", "“Zoë” €"], "leads.csv, line 2: no UTF-8; the file is read as Windows-1252"),
        ("latin-1", ["Jürgen Groß", "a\x81b"], "leads.csv, line 2: no UTF-8; the file is read as Latin-1"),
    ],
)
def test_each_encoding(connection, tmp_path, capsys, encoding, names, told):
    text = "lead_id,created_at,first_name\n" + "".join(f"{at},x,{name}\n" for at, name in enumerate(names))
    found = load_leads(connection, tmp_path, leads_csv=text.encode(encoding))
    assert [name for _, name, _ in found] == names
    assert [line.strip() for line in capsys.readouterr().out.splitlines() if "read as" in line] == ([told] if told else [])


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("suffix", ["csv", "txt", "TSV", "csv.gz"])
def test_each_delimiter_gzipped_or_not(connection, tmp_path, delimiter, suffix):
    notes = '"notes' + "; , \t" * 5 + '"'
    rows = [["lead_id", "created_at", '"first_name"', notes.replace(delimiter, "")], ["1", "x", '"a,b;c\td"', ""]]
    content = "\r\n".join(delimiter.join(row) for row in rows).encode()
    found = load_leads(connection, tmp_path, **{f"leads_{suffix}": gzip.compress(content) if "gz" in suffix else content})
    assert found == [("1", "a,b;c\td", None)]


CELLS = {
    "quotes and newlines": 'She said "yes",\nthen\r\nleft; a\tb',
    "a long cell": "ö" * 10_000,
    "an emoji": "👩‍👧 \U0001f98a",
    "blanks around it": "  x  ",
    "a quote alone": '"',
    "json": '{"k": "v, w"}',
    "control characters": "a\x00c\u2028d\x85e",
    "a carriage return": "a\rb",
    "a unit separator": "a\x1fb",
    "what looks like null": "NULL",
    "what looks like an escape": "a\\nb\\",
}


@pytest.mark.parametrize("name", CELLS)
def test_cells_arrive_to_the_letter(connection, tmp_path, name):
    cell = CELLS[name]
    quoted = '"' + cell.replace('"', '""') + '"'
    csv = f"lead_id,first_name,created_at\n1,{quoted},x\n\n2,y,x".encode()
    lines = json.dumps({"lead_id": "3", "created_at": "x", "first_name": cell}).encode()
    found = load_leads(connection, tmp_path, leads_csv=csv, leads_ndjson=lines)
    assert found == [("1", cell, None), ("2", "y", None), ("3", cell, None)]


def test_a_byte_order_mark_before_json(connection, tmp_path):
    text = '{"lead_id": "1", "created_at": "x", "first_name": "é"}'
    assert load_leads(connection, tmp_path, leads_ndjson=text.encode("utf-8-sig")) == [("1", "é", None)]


def test_json_values_are_text_as_it_was_written(connection, tmp_path):
    values = (
        '"lead_id": 7, "first_name": {"a": [1.50, "ö\\"", null, true]}, "region": null, "phone": 1.50, "industry": false'
    )
    lines = f'{{"created_at": "x", {values}}}\r\n\r\n{{"lead_id": "8", "created_at": "y", "phone": 12345678901234567890}}'
    columns = "lead_id, first_name, region, phone, industry, created_at"
    found = load_leads(connection, tmp_path, columns, leads_jsonl=lines.encode())
    assert found == [
        ("7", '{"a": [1.50, "ö\\"", null, true]}', None, "1.50", "false", "x"),
        ("8", None, None, "12345678901234567890", None, "y"),
    ]


@pytest.mark.parametrize(
    "line",
    [
        "no json",
        '["a"]',
        '"text"',
        '{"lead_id": "9"',
        '{"lead_id": NaN}',
        '{"lead_id": 1, "lead_id": 2}',
        '{"lead_id": "\\ud83d"}',
    ],
)
@pytest.mark.parametrize("place", [0, 1, 2])
def test_a_line_that_is_no_json_object_is_kept_as_it_is(connection, tmp_path, capsys, line, place):
    lines = ['{"lead_id": "1", "created_at": "x"}', '{"lead_id": "2", "created_at": "x", "first_name": "é"}']
    lines.insert(place, line)
    found = load_leads(connection, tmp_path, leads_json="\n".join(lines).encode())
    assert found == [("1", None, None), ("2", "é", None), (None, None, line)]
    assert (
        f"leads.json, line {place + 1}: no JSON object; lines of the file that were not read: 1," in capsys.readouterr().out
    )


@pytest.mark.parametrize("stray", ["first", "last"])
def test_a_row_with_a_stray_comma_is_kept_as_it_is(connection, tmp_path, capsys, stray):
    lines = [f'{number},x,"a,\nb"' for number in range(1000)]
    shifted = '"0",x,"shifted ""here""",y,2026'
    lines[0 if stray == "first" else -1] = shifted
    found = load_leads(connection, tmp_path, leads_csv=("lead_id,created_at,first_name\n" + "\n".join(lines)).encode())
    assert len(found) == 1000
    assert found[-1] == (None, None, shifted)
    assert {row[1:] for row in found[:-1]} == {("a,\nb", None)}
    line = 2 if stray == "first" else 2000
    assert (
        f"leads.csv, line {line}: more filled cells than the header; lines of the file that were not read: 1,"
        in capsys.readouterr().out
    )


def test_empty_cells_beyond_the_header_and_missing_cells_shift_nothing(connection, tmp_path):
    text = b"lead_id,created_at,first_name,,\n1,x,y,,\n2,x\n3,x,y, ,,\n4,x,y,z\n"
    assert load_leads(connection, tmp_path, leads_csv=text) == [
        ("1", "y", None),
        ("2", None, None),
        ("3", "y", None),
        (None, None, "4,x,y,z"),
    ]


def test_lines_that_end_in_a_carriage_return(connection, tmp_path):
    assert load_leads(connection, tmp_path, leads_csv=b"lead_id,created_at,first_name\r1,x,y\r2,x,z\r") == [
        ("1", "y", None),
        ("2", "z", None),
    ]


BROKEN = {
    "a quote is never closed": (
        b'lead_id,created_at\n1,"x\ny"\n2,"y\n3,z\n4,z\n',
        r"line 4: a quote is opened and never closed; close it",
    ),
    "text behind a closed quote": (b'lead_id,created_at\n1,x\n2,"y"z\n', r"line 3: ',' expected after '\"'; double"),
    "a carriage return in a bare cell": (
        b"lead_id,created_at\n1,a\rb\n",
        "line 2: a cell without quotes has a carriage",
    ),
    "two encodings": ("lead_id,created_at\nä,x\n".encode() + b"\xe4,x\n", "line 3: the file is UTF-8, but not here"),
    "a workbook": (b"PK\x03\x04\x14\x00\xe4\x00", "is no text; save it as CSV"),
    "half a UTF-16 character": ("lead_id,created_at\n1,x".encode("utf-16")[:-1], "is not utf-16-le throughout"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_ends_the_load(connection, tmp_path, name):
    content, message = BROKEN[name]
    with pytest.raises(LoadError, match=r"^leads\.csv,? " + message):
        load_leads(connection, tmp_path, leads_csv=content)


def test_a_truncated_gzip_file_ends_the_load(connection, tmp_path):
    whole = gzip.compress(b"lead_id,created_at\n" + bytes(range(48, 58)) * 5000)
    with pytest.raises(LoadError, match=r"leads\.csv\.gz cannot be read"):
        load_leads(connection, tmp_path, **{"leads_csv.gz": whole[: len(whole) // 2]})


PARQUET = (
    "7 as {id}, timestamptz '2026-01-05 12:00:00+02' as {created}, encode('Jürgen') as first_name, {{'a': [1]}} as industry"
)


def write_parquet(connection, path: Path, id: str = "lead_id", created: str = "created_at") -> None:
    connection.execute(f"copy (select {PARQUET.format(id=id, created=created)}) to '{path}' (format parquet)")


def test_parquet_stays_where_it_is_with_its_types(connection, tmp_path):
    (tmp_path / "Leads").mkdir()
    write_parquet(connection, tmp_path / "Leads" / "part*.parquet")
    other = """select timestamp '2026-01-06 10:00:00' as "Create Date", 8 as "Record ID" """
    connection.execute(f"copy ({other}) to '{tmp_path / 'Leads' / 'part-2.parquet'}'")
    connection.execute("set timezone = 'America/Lima'")
    found = load_leads(connection, tmp_path, "lead_id, created_at, first_name")
    assert found == [(7, datetime(2026, 1, 5, 10), "Jürgen"), (8, datetime(2026, 1, 6, 10), None)]
    assert connection.execute("select view_name from duckdb_views() where schema_name = 'raw'").fetchall() == [
        ("raw_leads",)
    ]


def test_parquet_beside_text_becomes_text(connection, tmp_path):
    write_parquet(connection, tmp_path / "raw_leads.parquet", '"Record ID"')
    connection.execute("set timezone = 'America/Lima'")
    found = load_leads(
        connection, tmp_path, "lead_id, created_at, first_name, industry", leads_csv=b"lead_id,created_at\n8,x\n"
    )
    assert found == [("7", "2026-01-05 10:00:00", "Jürgen", '{"a":[1]}'), ("8", "x", None, None)]


@pytest.mark.parametrize("beside", [b"", b"lead_id,created_at\n"])
def test_text_in_parquet_is_read_as_that_of_other_files(connection, tmp_path, beside):
    texts = "(1, '1/30/2026 2:05 PM', '1.234,56 €', date '2026-01-31'), (2, '1/2/2026', '12.000', null)"
    columns = 'leads (lead_id, "Create Date", annual_revenue, updated_at)'
    connection.execute(f"copy (from (values {texts}) as {columns}) to '{tmp_path}/leads.parquet' (format parquet)")
    files = {"leads_csv": beside} if beside else {}
    found = load_leads(connection, tmp_path, "lead_id::int, created_at, annual_revenue, updated_at::text", **files)
    assert found == [(1, "2026-01-30 14:05:00", "1234.56", "2026-01-31"), (2, "2026-01-02", "12000", None)]


def test_milliseconds_in_parquet_are_moments(connection, tmp_path):
    number = "select 1 as lead_id, 1767225600000 as created_at, 12000 as annual_revenue"
    connection.execute(f"copy ({number}) to '{tmp_path}/leads.parquet' (format parquet)")
    assert load_leads(connection, tmp_path, "created_at, annual_revenue") == [("2026-01-01 00:00:00Z", 12000)]


def test_text_in_parquet_that_can_be_read_in_two_ways_is_asked_for(connection, tmp_path):
    text = "select 1 as lead_id, '1/2/2026' as created_at"
    connection.execute(f"copy ({text}) to '{tmp_path}/leads.parquet' (format parquet)")
    with pytest.raises(
        LoadError, match=r"^leads\.parquet, column 'created_at': '1/2/2026' can be read in two ways; write date_"
    ):
        load_leads(connection, tmp_path)


@pytest.mark.parametrize("beside", [b"", b"lead_id,created_at\n"])
def test_a_corrupt_parquet_file_is_named(connection, tmp_path, beside):
    files = {"leads_csv": beside} if beside else {}
    with pytest.raises(LoadError, match=r"^leads\.parquet cannot be read as Parquet; write it again"):
        load_leads(connection, tmp_path, leads_parquet=b"PAR1 and then nothing", **files)


def test_column_names_lead_into_the_contract():
    senses = {
        "marketing_consent": ("inverted", "when_filled"),
        "do_not_call": ("inverted",),
        "first_name": ("first_word",),
        "last_name": ("other_words",),
        "lead_id": ("name",),
        "outcome": ("if_won", "if_lost", "if_closed"),
        "phone": ("further",),
        "email_status": ("when_filled",),
        "amount": ("converted",),
        "currency": ("converted",),
        "form_name": ("request",),
    }
    for (table, value), meanings in aliases().items():
        columns = COLUMNS[table.removeprefix("raw_")]
        assert value not in map(bare, columns) or value in (bare(column) for column, _ in meanings), (table, value)
        for column, sense in meanings:
            assert column in [*columns, IGNORED, DELETED] and sense in ("", "stopgap", *senses.get(column, ())), (
                table,
                value,
            )


def test_moments_of_web_events_are_read_as_those_of_other_tables(connection, tmp_path):
    (tmp_path / "day.csv").write_text(
        "client_id,page_url,timestamp,event_name\na,/,1/30/2026 2:05 PM,x\nb,/,1767225600000,x\nc,/,1/2/2026,x\n"
    )
    load(connection, CONNECTORS["web_events"], tmp_path, "raw", time_zone="Europe/Berlin")
    found = connection.execute("select timestamp from raw.web_events order by client_id").fetchall()
    assert found == [("2026-01-30 13:05:00Z",), ("2026-01-01 00:00:00Z",), ("2026-01-02",)]
    (tmp_path / "day.csv").write_text("client_id,page_url,timestamp,event_name\na,/,1/2/2026,x\n")
    with pytest.raises(LoadError, match=r"write date_order: \{web_events\.timestamp: day_first\}"):
        load(connection, CONNECTORS["web_events"], tmp_path, "raw")
