"""BI reads whole runs that passed every test, whatever happens to who publishes them."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
import sqlalchemy
from conftest import PROJECT, assert_passed, dbt
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.adapters.factory import cleanup_connections

from lead_scoring import dbt_commands
from lead_scoring.build import run
from lead_scoring.publish.marts import EarlierDay, publish, refuse_to_export
from lead_scoring.publish.rollback import rollback
from lead_scoring.warehouse import WarehouseError, ask
from tests.soak.publishes import as_run, publish_often

# Whole runs, one after another.
pytestmark = pytest.mark.slow


def run_id(number: int) -> str:
    return f"20990101_{number:06}_0a1b2c3d"


@pytest.fixture
def warehouse(sample, tmp_path, monkeypatch) -> Path:
    """A copy of the sample's warehouse, whose tests passed; what is published of it goes into `published` beside it."""
    path = Path(shutil.copy(sample.database, tmp_path / "warehouse.duckdb"))
    monkeypatch.setenv("DUCKDB_PATH", str(path))
    monkeypatch.setenv("PUBLISHED", str(tmp_path / "published"))
    return path


@pytest.fixture
def project(parsed_copy, tmp_path) -> Path:
    """A project whose warehouse that is."""
    return parsed_copy(tmp_path)


def published(warehouse: Path) -> Path:
    return warehouse.parent / "published"


def publish_run(warehouse: Path, number: int, **given: object) -> None:
    as_run(warehouse, number)
    publish(given)


def in_place(folder: Path) -> set[str]:
    """The runs of which BI reads rows, in the file and in the Parquet files."""
    with duckdb.connect(folder / "bi.duckdb", read_only=True) as connection:
        files = f"select distinct run_id from '{folder}/parquet/run_history.parquet'"
        found = connection.execute(f"select distinct run_id from run_history union {files}").fetchall()
    return {run for (run,) in found}


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in (folder / "versions").iterdir())


def execute(path: Path, sql: str) -> None:
    with duckdb.connect(path) as connection:
        connection.execute(sql)


def test_every_mart_is_published_with_its_run_in_a_file_that_older_drivers_open(warehouse, sample):
    publish_run(warehouse, 1)
    folder = published(warehouse)
    with duckdb.connect() as connection:
        connection.execute(f"attach '{folder}/bi.duckdb' as bi (read_only)")
        tags = "select tags['storage_version'] from duckdb_databases() where database_name = 'bi'"
        assert connection.execute(tags).fetchone()[0].startswith("v1.2.0")
        connection.execute(f"attach '{sample.database}' as built (read_only)")
        tables = "select {} from information_schema.columns where table_catalog = '{}' and table_schema = '{}' order by 1, 2"
        columns = "table_name, ordinal_position, column_name, data_type"
        expected = connection.execute(tables.format(columns, "built", "analytics")).fetchall()
        found = connection.execute(tables.format(columns, "bi", "main")).fetchall()
        marts = sorted({table for table, *_ in expected})
        last = [
            (mart, sum(table == mart for table, *_ in expected) + place, name, kind)
            for mart in marts
            for place, name, kind in ((1, "run_id", "VARCHAR"), (2, "published_at", "TIMESTAMP"))
        ]
        assert len(marts) > 40 and found == sorted(expected + last)
        for mart in marts:
            copies = [
                f"select * exclude (run_id, published_at) from {copy}"
                for copy in (f"bi.{mart}", f"'{folder}/parquet/{mart}.parquet'")
            ]
            both = [f"select * from built.analytics.{mart}", *copies]
            assert len({str(connection.execute(f"{one} order by all").fetchall()) for one in both}) == 1, mart
    assert in_place(folder) == {run_id(1)}


def test_a_tool_that_uses_sqlalchemy_lists_and_reads_every_mart(warehouse):
    publish_run(warehouse, 1)
    engine = sqlalchemy.create_engine(f"duckdb:///{published(warehouse)}/bi.duckdb", connect_args={"read_only": True})
    seen = sqlalchemy.inspect(engine)
    marts = seen.get_table_names(schema="main")
    assert len(marts) > 40
    with engine.connect() as connection:
        for mart in marts:
            columns = [column["name"] for column in seen.get_columns(mart, schema="main")]
            rows = connection.execute(sqlalchemy.text(f"select * from {mart}"))
            assert list(rows.keys()) == columns and columns[-2:] == ["run_id", "published_at"]
            assert {row.run_id for row in rows} <= {run_id(1)}
        with pytest.raises(sqlalchemy.exc.SQLAlchemyError, match="read-only"):
            connection.execute(sqlalchemy.text("delete from qualified_leads"))


def test_readers_meet_one_whole_run_in_each_query_while_runs_are_published(warehouse):
    figures = publish_often(warehouse, published(warehouse), 5)
    assert (figures["mixed"], figures["half"], figures["errors"]) == (0, 0, [])
    assert figures["queries"] >= 5 and figures["runs_met"] >= 3


def test_who_has_the_file_open_keeps_its_run_until_it_opens_it_again(warehouse):
    publish_run(warehouse, 1)
    file = published(warehouse) / "bi.duckdb"
    asked = "select distinct run_id from lead_scores"
    with duckdb.connect(file, read_only=True) as reader:
        publish_run(warehouse, 2)
        assert reader.execute(asked).fetchall() == [(run_id(1),)]
    with duckdb.connect(file, read_only=True) as reader:
        assert reader.execute(asked).fetchall() == [(run_id(2),)]


NOT_BUILT = "The marts are not those of one whole run in which nothing failed; run make run."


def test_what_failed_a_test_or_was_built_in_part_is_not_published(warehouse, sample, project):
    publish({})
    before = (published(warehouse) / "bi.duckdb").stat()

    def refused() -> str:
        with pytest.raises(WarehouseError) as error:
            publish({})
        # Whatever comes next begins with marts that passed.
        shutil.copy(sample.database, warehouse)
        return str(error.value)

    # What reads the memory opens a transaction before anything is built, which must not take the drop back.
    assert_passed(dbt(project, "run", "--select", "int_lead_id_crosswalk"))
    assert refused() == NOT_BUILT
    execute(warehouse, "update analytics_build.built_marts set is_tested = false")
    assert refused() == "The marts were built and not tested; run make run."
    execute(warehouse, "update analytics_build.int_lead_scores set fit_score = fit_score + 1")
    assert not dbt(project, "test", "--select", "points_of_reasons_sum_to_scores").success
    assert refused() == NOT_BUILT
    assert (published(warehouse) / "bi.duckdb").stat() == before


@pytest.mark.parametrize("succeeded", [True, False])
def test_a_run_publishes_when_all_of_it_succeeded(warehouse, project, monkeypatch, succeeded):
    """The list may be there and a test of it have failed, such as an agreed example. dbt still holds the warehouse then."""
    monkeypatch.chdir(project)
    monkeypatch.setenv("DUCKDB_PATH", warehouse.name)
    monkeypatch.setattr(
        run, "build", lambda *_, before: (succeeded, bool(dbt_commands.dbt(None, {}, "compile", "--inline", "select 1")))
    )
    monkeypatch.setattr(run, "print_summary", lambda: ask("select 1 as one"))
    monkeypatch.setattr(sys, "argv", ["make run"])
    assert run.main() == int(not succeeded)
    assert (published(warehouse) / "bi.duckdb").exists() == succeeded
    cleanup_connections()
    DuckDBConnectionManager.close_all_connections()


# Where a process is killed, and the runs that BI may read then.
KILLED_BEFORE = {
    "lead_scoring.publish.marts.quoted, at the 30th call": {1},
    "lead_scoring.publish.versions.Versions.put_in_place": {1},
    "pathlib.Path.symlink_to": {1, 2},
}
KILL = """
import os, signal, sys, pkgutil
from lead_scoring.publish import marts as publish
place, _, after = sys.argv[1].partition(", at the ")
owner, name = place.rsplit(".", 1)
owner, calls = pkgutil.resolve_name(owner), []
real = getattr(owner, name)
def counted(*given, **named):
    calls.append(1)
    if len(calls) == int(after[:-7] or 1):
        os.kill(os.getpid(), signal.SIGKILL)
    return real(*given, **named)
setattr(owner, name, counted)
publish.publish({})
"""


def test_a_process_that_is_killed_leaves_a_whole_run_and_nothing_that_stays(warehouse):
    folder = published(warehouse)
    for place, runs in KILLED_BEFORE.items():
        publish_run(warehouse, 1)
        as_run(warehouse, 2)
        environment = {**os.environ, "PYTHONPATH": str(PROJECT / "src")}
        killed = subprocess.run([sys.executable, "-c", KILL, place], cwd=PROJECT, env=environment, check=False)
        assert killed.returncode == -9, place
        assert in_place(folder) == {run_id(number) for number in runs}, place
        publish({"old_versions_kept": 0})
        assert in_place(folder) == {run_id(2)} and len(names(folder)) == 1, place
        shutil.rmtree(folder)


@contextmanager
def small_disk(*options: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as name:
        mount = ["mount", "-t", "tmpfs", "-o", "size=24m", "tmpfs", name]
        if subprocess.run(mount, capture_output=True, check=False).returncode:
            pytest.skip("a small disk cannot be mounted here")
        try:
            yield Path(name)
        finally:
            subprocess.run(["umount", name], check=True)


def test_a_full_disk_and_a_folder_that_cannot_be_written_leave_what_was_there(warehouse, monkeypatch):
    with small_disk() as disk:
        monkeypatch.setenv("PUBLISHED", str(disk))
        publish_run(warehouse, 1)
        held = names(disk)
        (disk / "filler").write_bytes(bytes(shutil.disk_usage(disk).free - 3_000_000))
        as_run(warehouse, 2)
        with pytest.raises(WarehouseError, match=r"^There is no room left to write .*; make room, and run again\.$"):
            publish({})
        assert in_place(disk) == {run_id(1)} and names(disk) == held
        subprocess.run(["mount", "-o", "remount,ro", str(disk)], check=True)
        sentence = f"{disk} cannot be written (Read-only file system); what was published before stays. "
        with pytest.raises(WarehouseError) as refused:
            publish({})
        assert str(refused.value) == sentence + "Allow it, or name another folder with PUBLISHED."
        assert in_place(disk) == {run_id(1)}


def test_a_file_that_was_cut_short_is_healed_by_the_next_run(warehouse):
    publish_run(warehouse, 1)
    file = published(warehouse) / "bi.duckdb"
    os.truncate(file, 9000)
    publish_run(warehouse, 2)
    assert in_place(published(warehouse)) == {run_id(2)}
    with pytest.raises(WarehouseError, match=r"versions/20990101_000001_0a1b2c3d/bi.duckdb is damaged; name another"):
        rollback("")
    assert in_place(published(warehouse)) == {run_id(2)}


def test_a_rollback_brings_back_a_run_and_the_next_run_publishes_anew(warehouse):
    folder = published(warehouse)
    for number in range(1, 5):
        publish_run(warehouse, number, old_versions_kept=2)
    # Published a second time, a run counts once.
    publish_run(warehouse, 4, old_versions_kept=2)
    there = f"There are: {run_id(2)}, {run_id(3)}, {run_id(4)}."
    assert rollback("") == f"BI reads run {run_id(3)} again, until the next run. {there}"
    assert in_place(folder) == {run_id(3)}
    rollback(run_id(2))
    assert in_place(folder) == {run_id(2)}
    for to, missing in (("", "before the one in place"), ("yesterday", "yesterday")):
        with pytest.raises(WarehouseError) as refused:
            rollback(to)
        assert str(refused.value) == f"There is no published run {missing}. {there}"
    publish_run(warehouse, 5, old_versions_kept=2)
    assert in_place(folder) == {run_id(5)}
    assert names(folder) == [run_id(3), f"{run_id(4)}_002", run_id(5)]


def test_what_was_published_before_a_request_for_privacy_is_removed(warehouse):
    for number in (1, 2):
        publish_run(warehouse, number)
    execute(warehouse, "update analytics_build.built_marts set privacy = 'one more request'")
    publish_run(warehouse, 3)
    assert names(published(warehouse)) == [run_id(3)]


def test_a_new_request_for_privacy_is_told_from_those_before(warehouse, project):
    compiled = dbt(project, "compile", "--inline", "select {{ privacy_now() }} as privacy").result.results[0].node
    execute(warehouse, f"create table before as {compiled.compiled_code}")
    requests = "analytics_raw.sample_privacy_requests"
    named = "select * replace ('somebody' as lead_id)"
    execute(warehouse, f"insert into {requests} {named} from {requests} where request = 'erasure' limit 1")
    with duckdb.connect(warehouse) as connection:
        before, after = connection.execute(f"select *, ({compiled.compiled_code}) from before").fetchone()
    assert len(before) == len(after) == 32 and before != after


def test_a_past_day_is_not_published_over_a_later_one(warehouse, monkeypatch):
    publish_run(warehouse, 1)
    execute(warehouse, "update analytics.load_reconciliation set as_of = timestamp '2026-02-01'")
    with pytest.raises(EarlierDay) as refused:
        publish_run(warehouse, 2)
    assert "is scored as of 2026-03-02 08:00, and this run as of 2026-02-01 00:00." in str(refused.value)
    monkeypatch.setenv("PUBLISHED", str(warehouse.parent / "then"))
    publish({})
    assert in_place(warehouse.parent / "then") == {run_id(2)}


def collapsed(warehouse: Path, sample, *changes: str) -> None:
    """The sample is published, and the next run is the sample with these changes."""
    shutil.copy(sample.database, warehouse)
    publish_run(warehouse, 1)
    for sql in changes:
        execute(warehouse, sql)
    as_run(warehouse, 2)


def of_load(table: str, change: str) -> str:
    return f"update analytics.load_reconciliation set {change} where raw_table = '{table}'"


FELL_AWAY = {
    "raw_leads": [of_load("raw_leads", "rows_in = rows_in // 3")],
    "raw_sales_outcomes": [of_load("raw_sales_outcomes", "used = used // 4")],
    "raw_content": [of_load("raw_content", "rows_in = 0, used = 0")],
    "raw_activities": [of_load("raw_activities", "newest_at = newest_at - interval 3 day")],
    "raw_campaign_spend": [of_load("raw_campaign_spend", "rejected = rows_in - 1")],
    "raw_privacy_requests": [of_load("raw_privacy_requests", "used = used - 1")],
    "qualified_leads": ["update analytics_build.int_lead_stages set stage = 'engaged' where stage in ('mql', 'sal', 'sql')"],
}
NO_ALARM = [
    "update analytics.load_reconciliation set rows_in = rows_in - rows_in // 10, used = used - used // 10 "
    "where raw_table <> 'raw_privacy_requests'",
    "update analytics.load_reconciliation set rejected = rows_in // 4",
    # Sales took them all on, or let them wait until they expired.
    "update analytics_build.int_lead_stages set stage = 'sal' where stage = 'mql'",
]


@pytest.mark.parametrize("subject", FELL_AWAY)
def test_a_collapse_is_not_published_until_it_is_accepted_by_name(warehouse, sample, subject):
    collapsed(warehouse, sample, *FELL_AWAY[subject])
    # Refused twice: what was refused is not what the next run is compared with.
    for accept in ("", "raw_lead_links"):
        with pytest.raises(WarehouseError) as refused:
            publish({}, accept)
        lines = str(refused.value).splitlines()
        assert len(lines) == 3 and lines[1].startswith(f"{subject}: ")
        assert f"make publish ACCEPT={subject} publishes it" in lines[2]
        assert in_place(published(warehouse)) == {run_id(1)}
    publish({}, subject)
    assert in_place(published(warehouse)) == {run_id(2)}
    as_run(warehouse, 3)
    publish({})
    assert in_place(published(warehouse)) == {run_id(3)}


def test_a_collapse_is_not_exported_to_the_crm_either(warehouse, sample):
    refuse_to_export()
    collapsed(warehouse, sample)
    refuse_to_export()
    collapsed(warehouse, sample, *FELL_AWAY["qualified_leads"])
    with pytest.raises(WarehouseError, match=r"^Nothing was exported\.\nNot published, since .*\nqualified_leads: 0 leads"):
        refuse_to_export()
    publish({}, "all")
    refuse_to_export()


def test_a_tenth_fewer_and_what_sales_took_on_is_no_alarm(warehouse, sample):
    collapsed(warehouse, sample, *NO_ALARM)
    publish({})
    assert in_place(published(warehouse)) == {run_id(2)}


def test_other_connectors_are_not_compared_and_mostly_rejected_rows_are_refused_even_at_first(warehouse, sample):
    others = "update analytics.run_history set connectors = 'tables'"
    collapsed(warehouse, sample, *FELL_AWAY["raw_leads"], *FELL_AWAY["qualified_leads"], others)
    publish({})
    shutil.rmtree(published(warehouse))
    execute(warehouse, of_load("raw_leads", "rejected = rows_in"))
    with pytest.raises(WarehouseError, match=r"raw_leads: ([0-9]+) of its \1 rows were rejected"):
        publish({})
    with pytest.raises(ValueError, match=r"^ACCEPT names everything; write one or more of all, qualified_leads, raw_leads"):
        publish({}, "everything")
    with pytest.raises(WarehouseError, match=r"^collapse_below is half; write a number from 0 to 1\."):
        publish({"collapse_below": "half"})
    publish({}, "all")
    assert in_place(published(warehouse)) == {run_id(2)}


def test_git_takes_nothing_of_a_published_folder_nor_is_an_ignore_of_ones_own_replaced(warehouse):
    top = warehouse.parent
    subprocess.run(["git", "init", "-q", str(top)], check=True)
    publish_run(warehouse, 1)
    listed = ["git", "-C", str(top), "status", "--porcelain", "--untracked-files=all", "published"]
    assert (published(warehouse) / "bi.duckdb").exists()
    assert subprocess.run(listed, capture_output=True, text=True, check=True).stdout == ""
    (published(warehouse) / ".gitignore").write_text("*\n!README\n")
    publish_run(warehouse, 2)
    assert (published(warehouse) / ".gitignore").read_text() == "*\n!README\n"
