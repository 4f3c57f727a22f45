"""The loader guesses nothing: what does not add up ends the load with the file and the line."""

import gzip

import duckdb
import pytest

from tools.load_files import LoadError, RawTable, load

TABLE = RawTable("events", required=("client_id", "happened_at"), optional=("payload",))


@pytest.fixture
def connection():
    with duckdb.connect() as connection:
        yield connection


def rows(connection) -> list[tuple]:
    return connection.execute("select client_id, happened_at, payload from raw.events order by all").fetchall()


def write(folder, **files: str):
    for name, text in files.items():
        path = folder / f"{name}.csv"
        path.write_bytes(text.encode("utf-8"))
    return folder


def test_headers_may_drift_between_files(connection, tmp_path):
    write(tmp_path, a="client_id,happened_at,payload\n1,x,y\n", b="happenedAt;Client ID;extra\nz;2;w\n")
    with gzip.open(tmp_path / "c.csv.gz", "wt") as file:
        file.write("clientId\thappened-at\n3\tv\n")
    assert load(connection, TABLE, tmp_path, "raw") == 3
    assert rows(connection) == [("1", "x", "y"), ("2", "z", None), ("3", "v", None)]


def test_quotes_newlines_commas_and_json_in_cells(connection, tmp_path):
    write(tmp_path, a='client_id,happened_at,payload\n"1,2","a\nb","{""k"": ""v""}"\n\n3,"",5" screen\n')
    assert load(connection, TABLE, tmp_path, "raw") == 2
    assert rows(connection)[0] == ("1,2", "a\nb", '{"k": "v"}')
    assert rows(connection)[1][0] == "3"
    assert rows(connection)[1][2] == '5" screen'


def test_a_byte_order_mark_and_windows_line_ends(connection, tmp_path):
    write(tmp_path, a="\ufeffclient_id,happened_at\r\n1,x\r\n2,y\r\n")
    assert load(connection, TABLE, tmp_path, "raw") == 2
    assert rows(connection) == [("1", "x", None), ("2", "y", None)]


@pytest.mark.parametrize("stray", ["first", "last"])
def test_a_stray_comma_loses_no_row(connection, tmp_path, stray):
    lines = [f"{number},x,y" for number in range(1000)]
    lines[0 if stray == "first" else -1] += ","
    write(tmp_path, a="client_id,happened_at,payload\n" + "\n".join(lines) + "\n")
    assert load(connection, TABLE, tmp_path, "raw") == 1000
    assert len(rows(connection)) == 1000


def test_cells_beyond_the_header_are_told(connection, tmp_path, capsys):
    write(tmp_path, a="client_id,happened_at,payload\n1,x,y\n2,x,y,lost\n")
    assert load(connection, TABLE, tmp_path, "raw") == 2
    assert "a.csv, line 3: 1 rows have more cells than the header" in capsys.readouterr().out


def test_a_header_alone_and_an_empty_file(connection, tmp_path):
    write(tmp_path, a="client_id,happened_at,payload\n", b="")
    assert load(connection, TABLE, tmp_path, "raw") == 0
    assert rows(connection) == []


BROKEN = {
    "a quote is never closed": (
        'client_id,happened_at\n1,x\n2,"y\n3,z\n4,z\n',
        "a.csv, line 3: a quote is opened and never closed.",
    ),
    "a required column is missing": (
        "client_id,payload\n1,x\n",
        "a.csv, line 1: the required column happened_at is missing.",
    ),
    "a column stands there twice": (
        "client_id,clientId,happened_at\n1,x,y\n",
        "a.csv, line 1: the column client_id stands there twice.",
    ),
    "text behind a closed quote": ('client_id,happened_at\n1,x\n2,"y"z\n', "a.csv, line 3: ',' expected after '\"'."),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_file_is_named_and_the_table_stays(connection, tmp_path, name):
    write(tmp_path, a="client_id,happened_at\nbefore,x\n")
    load(connection, TABLE, tmp_path, "raw")
    text, message = BROKEN[name]
    write(tmp_path, a=text)
    with pytest.raises(LoadError) as error:
        load(connection, TABLE, tmp_path, "raw")
    assert str(error.value) == message
    assert rows(connection) == [("before", "x", None)]


def test_a_file_that_is_no_text(connection, tmp_path):
    (tmp_path / "a.csv").write_bytes(b"client_id,happened_at\n1,caf\xe9\n")
    with pytest.raises(LoadError, match=r"a\.csv is not UTF-8 text"):
        load(connection, TABLE, tmp_path, "raw")


def test_a_truncated_gzip_file(connection, tmp_path):
    whole = gzip.compress(b"client_id,happened_at\n" + b"1,x\n" * 5000)
    (tmp_path / "a.csv.gz").write_bytes(whole[: len(whole) // 2])
    with pytest.raises(LoadError, match=r"a\.csv\.gz cannot be read"):
        load(connection, TABLE, tmp_path, "raw")


def test_a_folder_without_files(connection, tmp_path):
    with pytest.raises(LoadError, match="holds no"):
        load(connection, TABLE, tmp_path, "raw")


def test_rows_that_duckdb_reads_otherwise_end_the_load(connection, tmp_path, monkeypatch):
    """Should DuckDB ever lose a row, the line is named: here it is made to read only two."""
    from tools import load_files

    write(tmp_path, a="client_id,happened_at\n1,x\n2,x\n3,x\n4,x\n")
    honest = load_files.scan
    monkeypatch.setattr(load_files, "scan", lambda connection, file: honest(connection, file).limit(2))
    with pytest.raises(LoadError, match=r"a\.csv, line 4: DuckDB read 2 rows where Python's csv counts 4\."):
        load(connection, TABLE, tmp_path, "raw")
