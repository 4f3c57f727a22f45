"""The README and the pages in docs say what is true: commands run, queries give their tables, links and files are there."""

import os
import re
import shutil
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import duckdb
import pytest
import yaml
from conftest import PROJECT

README = (PROJECT / "README.md").read_text(encoding="utf-8")
PAGES = {path: path.read_text(encoding="utf-8") for path in [PROJECT / "README.md", *sorted(PROJECT.glob("docs/**/*.md"))]}
TEXT = "\n\n".join(PAGES.values())
# A query has the table that it gives below it; SQL without one is shown as it stands in a file.
QUERIES = re.findall(r"```sql\n([^`]*)```\n\n(\|.*?)(?:\n\n|\Z)", TEXT, re.DOTALL)
SHOWN = re.findall(r"```sql\n([^`]*)```\n\n(?!\|)", TEXT)
# A command is a line of a block of bash or an indented one, or stands in the text with its program first.
PROGRAM = r"(?:[A-Z_]+=\S+ )*(?:make [a-z]|mf |(?:\.venv/bin/)?(?:dbt [a-z]|python -m ))"
COMMANDS = {
    line for block in re.findall(r"^```bash\n(.*?)^```", TEXT, re.DOTALL | re.MULTILINE) for line in block.splitlines()
}
COMMANDS |= set(re.findall(rf"`({PROGRAM}[^`]*)`", TEXT)) | set(re.findall(r"^ {4}(make .*)$", TEXT, re.MULTILINE))
# What is run elsewhere, file by file.
ELSEWHERE = {
    ".ci/run": {"make test-all"},
    "Makefile": {
        "make test",
        "make engines",
        ".venv/bin/python -m pip install -r requirements/engines.txt",
        ".venv/bin/python -m pip install -r requirements/suggest.txt",
    },
    "tests/pytest/conftest.py": {"dbt build", "dbt run", "dbt seed && dbt run && dbt test"},
    # With the tables of the connector's own system.
    "tests/pytest/test_own_connector.py": {"make check-connector NAME=acme", "make check-connector", "make check-data"},
    # After two runs, after a run that collapsed, and as of another day.
    "tests/pytest/test_publish.py": {
        "make rollback",
        "make rollback TO=<run>",
        "make publish ACCEPT=raw_activities,qualified_leads",
        "make run ACCEPT=...",
        "DUCKDB_PATH=then.duckdb PUBLISHED=then AS_OF=2026-02-01 make run",
    },
    # Runs until it is stopped.
    "tests/pytest/test_dashboard.py": {"make dashboard"},
    # Hours long, and by hand.
    "tests/soak/__main__.py": {"make soak"},
    "tests/pytest/test_benchmarks.py": {"make bench"},
    # On a back-test of many months, in a folder under git, and over months.
    "tests/pytest/test_suggest.py": {
        "make suggest",
        "make suggest TABLE=leads.csv OUTCOME=bought",
        ".venv/bin/python -m lead_scoring.suggest --table path/to/work/criteria.parquet --outcome bought",
    },
    "tests/pytest/test_whatif.py": {"make whatif", "make whatif BASE=main"},
    "tests/pytest/test_backtest.py": {"make backtest FROM=2025-10-01 TO=2025-12-01 EVERY=month WITHIN=60"},
    "tests/pytest/test_memory.py": {"make replay", "make replay FROM=2026-02-27T08:00:00 TO=2026-03-02"},
    # On data that are not in the repository; over the mappings, on invented rows.
    "tests/pytest/test_examples.py": {
        ".venv/bin/python -m examples.compare course_platform path/to/data path/to/work",
        ".venv/bin/python -m examples.map olist_funnel path/to/data path/to/raw",
        "DUCKDB_PATH=then.duckdb make backtest CONNECTORS=tables RAW=path/to/raw FROM=2017-12-01 TO=2018-08-01"
        " EVERY=month WITHIN=90 AS_OF=2018-11-15",
    },
    "tests/pytest/test_metricflow.py": {
        "mf query --metrics leads,mqls,lead_to_customer --group-by metric_time__month,lead__lead_source"
    },
    "tests/pytest/test_country_names.py": {"python -m lead_scoring.maintain.country_names"},
    "tests/pytest/test_explain.py": {"make explain"},
    # A folder of many kinds of files.
    "tests/pytest/test_load_files.py": {"make run CONNECTORS=tables RAW=path/to/export"},
    # As cron runs it.
    "tests/pytest/test_readme.py": {"make run"},
    "tests/engines/test_postgres.py": {"DBT_TARGET=postgres make run"},
    "tests/engines/test_spark.py": {"DBT_TARGET=spark .venv/bin/dbt build"},
}
CRON = re.search(r"^5 \* \* \* \* (.*)$", (PROJECT / "docs/how_to/schedule.md").read_text(), re.MULTILINE)[1]
RUNNABLE = sorted(COMMANDS - set().union(*ELSEWHERE.values()))
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
    for name in ["Makefile", "requirements", "src"]:
        (shutil.copytree if (PROJECT / name).is_dir() else shutil.copy2)(PROJECT / name, folder / name)
    (folder / ".venv").symlink_to(PROJECT / ".venv")
    (folder / "path/to/folder").mkdir(parents=True)
    (folder / "path/to/folder/events.csv").write_text(EVENTS)
    (folder / "path/to/export").mkdir()
    for name, text in EXPORT.items():
        (folder / "path/to/export" / name).write_text(text)
    return folder


def give_warehouse(command: str, database: Path, sample: Path) -> None:
    """What a page has led a reader to have when it names a command."""
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


@pytest.mark.slow
@pytest.mark.parametrize("command", RUNNABLE)
def test_a_command_runs(clone, sample, command):
    give_warehouse(command, clone / "warehouse.duckdb", sample.database)
    printed = run(command, clone)
    if command.startswith("make run"):
        assert "The ten best leads" in printed


@pytest.mark.slow
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


def test_what_is_run_elsewhere_stands_on_a_page_and_its_file_is_there():
    assert [path for path in ELSEWHERE if not (PROJECT / path).is_file()] == []
    assert set().union(*ELSEWHERE.values()) - COMMANDS == set()


def test_sql_without_a_table_is_that_of_a_file():
    files = "\n".join(path.read_text() for path in PROJECT.glob("models/**/*.sql"))
    assert SHOWN and [sql for sql in SHOWN if sql not in files] == []


def names_of(page: str, below: str = "", above: str = "\\Z") -> list[str]:
    """The names in the first column of the tables of a page."""
    text = re.search(rf"{below}(.*?)(?:{above})", (PROJECT / page).read_text(), re.DOTALL)[1]
    return re.findall(r"`(\w[\w-]*)`", "\n".join(re.findall(r"^\| (`.*?) \|", text, re.MULTILINE)))


def test_every_make_target_is_in_the_help_and_on_the_page_of_commands():
    helped = re.findall(r"^  make ([a-z-]+)", run("make help", PROJECT), re.MULTILINE)
    assert set(re.findall(r"`(?:[A-Z_]+=\S+ )*make ([a-z-]+)", TEXT)) - set(helped) == set()
    assert sorted(names_of("docs/reference/commands.md")) == sorted(helped)


def test_the_page_of_settings_has_every_variable():
    variables = yaml.safe_load((PROJECT / "dbt_project.yml").read_text())["vars"]
    page, heading = "docs/reference/settings.md", "## Environment variables"
    assert sorted(names_of(page, above=heading)) == sorted([*variables, "as_of"])
    read = re.findall(r"env_var\('(\w+)'", (PROJECT / "profiles.yml").read_text())
    assert sorted(names_of(page, below=heading)) == sorted({*read, "PUBLISHED"})


def anchors(page: str) -> set[str]:
    """The headings of a page as addresses."""
    headings = re.findall(r"^#+ (.*)$", re.sub(r"```.*?```", "", page, flags=re.DOTALL), re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_links_and_files_that_a_page_names_are_there(path):
    missing = []
    for link in re.findall(r"\]\((?!https?:)([^)]+)\)", PAGES[path]):
        file, _, anchor = link.partition("#")
        target = (path.parent / file).resolve() if file else path
        if not target.exists() or (anchor and anchor not in anchors(target.read_text())):
            missing.append(link)
    for name in re.findall(r"`((?:\w+/)+[\w.-]*)`", PAGES[path]):
        if (PROJECT / name.split("/")[0]).is_dir() and not (PROJECT / name).exists():
            missing.append(name)
    assert missing == []


def test_every_decision_is_in_the_list():
    pages = [path.name for path in sorted(PROJECT.glob("docs/decisions/0*.md"))]
    listed = re.findall(r"\]\((0.*?)\)", (PROJECT / "docs/decisions/index.md").read_text())
    assert sorted(listed) == pages


def test_the_readme_is_short():
    assert len(README.splitlines()) <= 150
