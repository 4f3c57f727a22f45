"""The README says what is true: its commands run, its queries give its tables, its list is the one printed."""

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT

README = (PROJECT / "README.md").read_text()
QUERIES = re.findall(r"```sql\n(.*?)```\n\n(\|.*?)\n\n", README, re.DOTALL)
COMMANDS = re.findall(r"^ {4}(make .*)$|^(make run)$|`(make [a-z]+[^`]*)`|`(dbt [^`]*)`", README, re.MULTILINE)
# What other tests run: the suite itself, plain dbt, a command that stands there with its arguments too.
ELSEWHERE = {"make test", "make run ...", "dbt build", "dbt seed && dbt run && dbt test", "make check-data", "make engines"}
# With the tables of the connector's own system: test_own_connector.
ELSEWHERE |= {"make check-connector NAME=acme"}
# After two runs: test_publish.
ELSEWHERE |= {"make rollback", "make rollback TO=<run>"}
# After a run that collapsed: test_publish.
ELSEWHERE |= {"make publish ACCEPT=raw_activities,qualified_leads", "make run ACCEPT=..."}
# Runs until it is stopped: test_dashboard, and in a browser.
ELSEWHERE |= {"make dashboard"}
# Hours long, and by hand.
ELSEWHERE |= {"make soak"}
# On a back-test of many months, in a folder under git, and over months: test_suggest, test_whatif and test_backtest.
ELSEWHERE |= {"make suggest", "make suggest TABLE=leads.csv OUTCOME=bought"}
ELSEWHERE |= {"make whatif BASE=main", "make backtest FROM=2025-10-01 TO=2025-12-01 EVERY=month WITHIN=60"}
# As cron runs it; and a folder of many kinds of files: test_load_files.
ELSEWHERE |= {"make run", "make run CONNECTORS=tables RAW=path/to/export"}
CRON = re.search(r"^ {4}5 \* \* \* \* (.*)$", (PROJECT / "docs/every_hour.md").read_text(), re.MULTILINE)[1]
RUNNABLE = sorted({command for found in COMMANDS for command in found if command} - ELSEWHERE)
EVENTS = (
    "client_id,page_url,referrer,timestamp,event_name,event_data,user_agent\n"
    "c1,https://shop.example/products/oak,,2025-03-01T08:00:00Z,page_viewed,,Safari\n"
    "c1,https://shop.example/cart,,2025-03-01T08:01:00Z,product_added_to_cart,,Safari\n"
    "c1,https://shop.example/checkouts/1,,2025-03-01T08:02:00Z,checkout_started,,Safari\n"
)
YESTERDAY = f"{datetime.now(UTC) - timedelta(days=1):%Y-%m-%d}"
EXPORT = {
    "leads.csv": f"Record ID;Create Date;Email;Job Title\n1;{YESTERDAY};ann@acme.example;VP Sales\n",
    "activities.csv": f"activity_id,lead_id,activity_type,occurred_at\n1,1,demo_requested,{YESTERDAY}\n",
}


@pytest.mark.parametrize("query, table", QUERIES, ids=[f"query-{place}" for place in range(len(QUERIES))])
def test_a_query_gives_its_table(sample, query, table):
    header, _, *rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in table.splitlines()]
    found = sample.query(query)
    assert list(found[0]) == header
    assert [[str(value) for value in row.values()] for row in found] == rows


def run(command: str, folder: Path) -> str:
    environment = {**os.environ, "PATH": f"{PROJECT / '.venv/bin'}:{os.environ['PATH']}"}
    environment.pop("DUCKDB_PATH", None)
    result = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{command}\n{result.stdout[-3000:]}{result.stderr[-3000:]}"
    return result.stdout


@pytest.fixture(scope="module")
def clone(parsed_copy, tmp_path_factory) -> Path:
    """A copy of the project as a newcomer has it, with the virtual environment that `make` has already set up."""
    if not (PROJECT / ".venv").is_dir():
        pytest.skip("there is no .venv yet: make sets it up")
    folder = parsed_copy(tmp_path_factory.mktemp("clone"))
    for name in ["Makefile", "requirements.txt", "requirements-dev.txt", "tools"]:
        (shutil.copytree if (PROJECT / name).is_dir() else shutil.copy2)(PROJECT / name, folder / name)
    (folder / ".venv").symlink_to(PROJECT / ".venv")
    (folder / "path/to/folder").mkdir(parents=True)
    (folder / "path/to/folder/events.csv").write_text(EVENTS)
    (folder / "path/to/export").mkdir()
    for name, text in EXPORT.items():
        (folder / "path/to/export" / name).write_text(text)
    return folder


def give_warehouse(command: str, database: Path, sample: Path) -> None:
    """What the README has led a reader to have when it names a command."""
    database.unlink(missing_ok=True)
    if not command.startswith(("make run", "make check-data", "dbt")):
        shutil.copy(sample, database)
    if "RAW_SCHEMA=crm" in command:
        with duckdb.connect(database) as connection:
            connection.execute("create schema crm")
            lead = f"1 as lead_id, date '{YESTERDAY}' as created_at, 'ann@acme.example' as email"
            connection.execute(f"create table crm.raw_leads as select {lead}")
            activity = (
                f"1 as activity_id, 1 as lead_id, 'demo_requested' as activity_type, date '{YESTERDAY}' as occurred_at"
            )
            connection.execute(f"create table crm.raw_activities as select {activity}")


@pytest.mark.parametrize("command", RUNNABLE)
def test_a_command_runs(clone, sample, command):
    give_warehouse(command, clone / "warehouse.duckdb", sample.database)
    printed = run(command, clone)
    if command.startswith("make run"):
        assert "The ten best leads" in printed


def test_make_run_as_cron_runs_it_prints_the_list(clone):
    """By /bin/sh, without the variables of a shell and from another folder; a percent sign would end the line."""
    (clone / "warehouse.duckdb").unlink(missing_ok=True)
    # The list as a first run prints it, with its past.
    shutil.copy(PROJECT / "dbt_project.yml", clone)
    assert "%" not in CRON
    command = CRON.replace("/srv/qualified-leads", str(clone))
    given = {"PATH": "/usr/bin:/bin", "HOME": str(clone), "SHELL": "/bin/sh"}
    subprocess.run(["/bin/sh", "-c", command], cwd="/", env=given, check=True)
    printed = (clone / "logs/hourly.log").read_text().splitlines()
    shown = re.findall(r"```\n(Scored as of.*?)```", README, re.DOTALL)[0]
    assert [line for line in shown.splitlines() if line not in printed] == []


def test_every_make_target_is_in_the_help():
    targets = set(re.findall(r"make ([a-z-]+)", README)) - {"run"}
    helped = run("make help", PROJECT)
    assert [target for target in targets if f"make {target}" not in helped] == []
