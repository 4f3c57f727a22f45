"""What goes wrong around a run is one sentence, a non-zero exit and no traceback; what was there before is there after."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, Marts

from lead_scoring.build.steps import need_raw, project_variables, variables
from lead_scoring.causes import cause
from lead_scoring.check import data as check_data
from lead_scoring.dbt_commands import environment as dbt_environment
from lead_scoring.load import LoadError
from lead_scoring.load.into_tables import load_folder
from lead_scoring.run_lock import only_run
from lead_scoring.warehouse import WarehouseError, open_warehouse, profile

# Whole runs, one after another.
pytestmark = pytest.mark.slow

RUN = [sys.executable, "-m", "lead_scoring.build.run"]
STOPPED = "The build stopped: the tables that depend on what failed are those of the run before."
NO_RUN = "Nothing was published. {folder}/published holds no run yet."


@pytest.fixture(scope="module")
def project(sample, parsed_copy, tmp_path_factory) -> Path:
    """A project on which the sample is built."""
    folder = parsed_copy(tmp_path_factory.mktemp("bad_moments"))
    shutil.copy(sample.database, folder)
    return folder


def surroundings(**given: str) -> dict[str, str]:
    return {
        **os.environ,
        "PYTHONPATH": str(PROJECT / "src"),
        "DUCKDB_PATH": "warehouse.duckdb",
        "PYTHONUNBUFFERED": "1",
        **given,
    }


def run(project: Path, *command: str, **given: str) -> tuple[int, list[str]]:
    """How a command ended, and what it says on stderr."""
    result = subprocess.run(
        command or RUN, cwd=project, env=surroundings(**given), capture_output=True, text=True, check=False
    )
    return result.returncode, result.stderr.splitlines()


@contextmanager
def started(project: Path, *command: str, until: str) -> Iterator[subprocess.Popen[str]]:
    """A process that has come as far as to print `until`."""
    with subprocess.Popen(
        command,
        cwd=project,
        env=surroundings(),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as process:
        try:
            assert any(until in line for line in process.stdout), process.stderr.read()
            yield process
        finally:
            process.kill()


def test_a_warehouse_that_another_program_holds_is_named_with_the_program(project, monkeypatch):
    monkeypatch.setenv("DUCKDB_PATH", str(project / "warehouse.duckdb"))
    for read_only in (False, True):
        hold = f"import duckdb; _ = duckdb.connect('warehouse.duckdb', read_only={read_only}); print('held'); input()"
        with started(project, sys.executable, "-c", hold, until="held") as holder:
            if read_only:
                code, said = run(project)
                assert code == 1 and said[1:] == ["Nothing was built.", NO_RUN.format(folder=project)]
            else:
                with pytest.raises(WarehouseError) as found, open_warehouse():
                    pass
                said = [str(found.value)]
        assert said[0].startswith(f"{project}/warehouse.duckdb is open in another program (")
        assert said[0].endswith(f"process {holder.pid}); close it there, and try again.")


def test_a_second_run_is_refused_and_one_that_is_told_to_stop_says_what_it_leaves(project):
    with started(project, *RUN, until="25 of") as first:
        lock = project / "warehouse.duckdb.lock"
        # It waits, else it could end before the second has begun.
        first.send_signal(signal.SIGSTOP)
        assert run(project) == (1, [f"Another run is going (process {first.pid}, lock {lock}); wait until it has ended."])
        first.send_signal(signal.SIGCONT)
        first.send_signal(signal.SIGINT)
        _, said = first.communicate()
    assert said.split("\n")[-2] == "Stopped: what was built until now is new, the rest is that of the run before."
    assert "Traceback" not in said and first.returncode == 130


def test_a_run_that_is_killed_leaves_no_lock(project, monkeypatch):
    monkeypatch.setenv("DUCKDB_PATH", str(project / "warehouse.duckdb"))
    with started(project, *RUN, until="Building") as first:
        with pytest.raises(WarehouseError, match="Another run is going"), only_run():
            pass
        first.kill()
        first.wait()
        with only_run():
            pass


def test_a_full_disk_leaves_what_was_there(project, sample):
    with tempfile.TemporaryDirectory() as name:
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", name], capture_output=True, check=False)
        if mounted.returncode:
            pytest.skip("a small disk cannot be mounted here")
        try:
            database = Path(shutil.copy(sample.database, name))
            free = shutil.disk_usage(name).free
            (Path(name) / "filler").write_bytes(bytes(free - 300_000))
            code, said = run(project, *RUN, "--as-of", "2026-03-12", DUCKDB_PATH=str(database))
            no_room = f"There is no room left to write {database}; make room, and run again."
            assert (code, said) == (1, [no_room, STOPPED, NO_RUN.format(folder=project)])
            for mart in ("qualified_leads", "lead_scores", "lead_score_reasons", "load_reconciliation"):
                query = f"select * from {mart} order by all"
                assert Marts(database).query(query) == sample.query(query)
        finally:
            subprocess.run(["umount", name], check=True)


def test_a_past_day_in_a_warehouse_of_its_own_asks_for_the_files_once_and_before_anything_is_built(project):
    def said_of(connector: str) -> str:
        return (
            f"The warehouse then.duckdb holds no raw tables for {connector}, since each warehouse has its own: "
            "add RAW=<folder> to load the files into it, or name the schema that they lie in with RAW_SCHEMA."
        )

    for connector in ("tables", "web_events"):
        past = [*RUN, "--connectors", connector, "--as-of", "2026-01-09"]
        code, said = run(project, *past, DUCKDB_PATH="then.duckdb")
        assert (code, said) == (1, [said_of(connector), NO_RUN.format(folder=project)])
    with duckdb.connect(project / "then.duckdb") as connection:
        connection.execute("create schema analytics_raw")
        connection.execute("create view analytics_raw.web_events as select 1 as one")
    environment = {"DUCKDB_PATH": str(project / "then.duckdb")}
    with dbt_environment(**environment):
        need_raw(project_variables() | {"connectors": ["web_events"]})
        need_raw(project_variables() | {"connectors": ["tables"], "raw_schema": "crm"})
        need_raw(project_variables() | {"connectors": ["hubspot"]})


def test_a_folder_that_is_not_there_or_cannot_be_written_is_named(tmp_path, monkeypatch):
    places = {
        tmp_path / "missing": f"There is no folder {tmp_path}/missing; make it, or name another file with DUCKDB_PATH.",
        Path("/dev/null"): "There is no folder /dev/null; make it, or name another file with DUCKDB_PATH.",
        tmp_path: f"{tmp_path}/x.duckdb.lock cannot be written (Is a directory); allow it, or name another place.",
    }
    (tmp_path / "x.duckdb.lock").mkdir()
    for folder, said in places.items():
        monkeypatch.setenv("DUCKDB_PATH", str(folder / "x.duckdb"))
        with pytest.raises(WarehouseError) as found, only_run():
            pass
        assert str(found.value) == said


def test_a_file_that_is_no_warehouse_is_named(tmp_path, sample, monkeypatch):
    whole = sample.database.read_bytes()
    contents = {
        "text": (b"lead_id\n1\n" * 2000, "is no DuckDB file; move it away, or name another file with DUCKDB_PATH."),
        "empty": (b"", "is no DuckDB file; move it away, or name another file with DUCKDB_PATH."),
        "cut": (
            whole[:9000],
            "The DuckDB file is damaged; move it away and build a new one, or name another with DUCKDB_PATH.",
        ),
    }
    (tmp_path / "leads.csv").write_text("lead_id,created_at\n")
    for name, (held, said) in contents.items():
        path = tmp_path / f"{name}.duckdb"
        path.write_bytes(held)
        monkeypatch.setenv("DUCKDB_PATH", str(path))
        with pytest.raises(WarehouseError) as found, open_warehouse():
            pass
        assert str(found.value).endswith(said)
        with pytest.raises(LoadError) as found:
            load_folder("tables", tmp_path)
        assert str(found.value).endswith(said) and path.read_bytes() == held


def test_a_file_of_a_newer_duckdb_is_named():
    """As DuckDB 1.5 says it of a file of 2.0: there is no newer one to make such a file with."""
    message = "Trying to read a database file with version number 69, but we can only read versions between 64 and 68."
    assert cause(message).startswith("A newer DuckDB wrote the file than requirements/run.txt installs")


def test_an_engine_that_is_not_there_is_named(project, monkeypatch):
    as_program = "runpy.run_module('lead_scoring.build.run', run_name='__main__')"
    without = f"import runpy, sys; sys.modules['dbt.adapters.postgres'] = None; {as_program}"
    install = "install it with .venv/bin/python -m pip install -r requirements/engines.txt."
    stays = "Nothing was published. What was published before stays."
    said = [f"dbt-postgres is not installed; {install}", "Nothing was built.", stays]
    assert run(project, sys.executable, "-c", without, DBT_TARGET="postgres") == (1, said)
    monkeypatch.setenv("DBT_TARGET", "oracle")
    with pytest.raises(WarehouseError, match=r"^DBT_TARGET is oracle; profiles.yml has: duckdb, lint, postgres, spark\.$"):
        profile()


def test_commands_that_read_duckdb_only_say_so(monkeypatch):
    monkeypatch.setenv("DBT_TARGET", "postgres")
    said = r"^This command reads DuckDB only, and DBT_TARGET is postgres; ask its tables, or leave out DBT_TARGET\.$"
    with pytest.raises(WarehouseError, match=said), open_warehouse():
        pass
    with pytest.raises(WarehouseError, match=said):
        check_data.main()


def test_a_day_that_does_not_exist_is_named_in_vars_too():
    given = Namespace(vars="as_of: 2026-02-30", connectors="", as_of="", raw_schema="")
    with pytest.raises(ValueError, match=r"^VARS is 'as_of: 2026-02-30'; write name: value"):
        variables(given)
