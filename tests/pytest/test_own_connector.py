"""A connector of one's own: the template as its page has it, and one for Marketo, checked, and scored side by side."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import duckdb
import marketo_case
import pytest
from conftest import PROJECT, Marts, assert_passed, copy_of_project, dbt

from lead_scoring.check.connector import complaint
from lead_scoring.check.raw_facts import RawTable
from lead_scoring.check.raw_screen import what_stops
from lead_scoring.contract import COLUMNS, REQUIRED
from lead_scoring.failures import failures
from lead_scoring.maintain.lint_sql import switched_on

# Whole runs, one after another.
pytestmark = pytest.mark.slow

PAGE = (PROJECT / "models/connectors/README.md").read_text(encoding="utf-8")
TEMPLATE = {path: text for path, text in re.findall(r"```\w+\n(?:--|#) (\S+)\n(.*?)```", PAGE, re.DOTALL)}
LINES = [re.search(r"`('acme': .*,)`", PAGE)[1], "'marketo': ['raw_leads', 'raw_activities', 'raw_lead_links'],"]
OUTCOMES = {"used": 0, "older": 0}
# The names of the columns as a BI tool shows them: the template asks for them in small letters.
ACME = """
create schema acme;
create table acme.person as select * from (values
    (1, timestamp '2026-01-05 10:00:00', 'ann@fernworks.example', 'VP Sales', false),
    (2, timestamp '2026-01-06 10:00:00', 'bo@oak.example', 'Student', null),
    (3, timestamp '2026-01-06 10:00:00', 'gone@oak.example', null, true)
) as people ("Id", "Created At", "Email", title, is_deleted);
create table acme.event as select * from (values
    (1, 1, 'demo_requested', timestamp '2026-03-01 10:00:00'),
    (2, 3, 'page view', timestamp '2026-03-01 10:00:00')
) as events ("ID", "Person ID", kind, "Happened at");
create schema analytics;
create table analytics.lead_scores as select 'of the run before' as lead_id;
"""


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """The project as whoever followed the page has it."""
    if not (PROJECT / ".venv").is_dir():
        pytest.skip("there is no .venv yet: make sets it up")
    folder = copy_of_project(tmp_path_factory.mktemp("own_connector"))
    for name in ["Makefile", "requirements", "src"]:
        (shutil.copytree if (PROJECT / name).is_dir() else shutil.copy2)(PROJECT / name, folder / name)
    (folder / ".venv").symlink_to(PROJECT / ".venv")
    files = TEMPLATE | {f"models/connectors/marketo/{name}": text for name, text in marketo_case.FILES.items()}
    for path, text in files.items():
        (folder / path).parent.mkdir(exist_ok=True)
        (folder / path).write_text(text, encoding="utf-8")
    contract = folder / "macros/contract/contract.sql"
    contract.write_text(contract.read_text().replace("'web_events': [", f"{' '.join(LINES)}\n'web_events': ["))
    with duckdb.connect(folder / "warehouse.duckdb") as connection:
        connection.execute(ACME + marketo_case.TABLES)
    return folder


def check(project: Path, *given: str) -> tuple[int, str, list[str]]:
    """How `make check-connector` ended, its screen as one line, and what it says on stderr."""
    environment = {name: value for name, value in os.environ.items() if name != "DUCKDB_PATH"}
    command = ["make", "--no-print-directory", "check-connector", "AS_OF=2026-03-02", *given]
    result = subprocess.run(command, cwd=project, env=environment, capture_output=True, text=True, check=False)
    return result.returncode, " ".join(result.stdout.split()), result.stderr.splitlines()


def tables_of(project: Path) -> list[tuple]:
    with duckdb.connect(project / "warehouse.duckdb", read_only=True) as connection:
        return connection.execute(
            "select schema_name, table_name, estimated_size from duckdb_tables() order by all"
        ).fetchall()


def test_the_template_is_forty_lines_and_the_page_knows_the_contract():
    assert sum(len(text.splitlines()) for text in TEMPLATE.values()) <= 40
    named = dict(re.findall(r"^\| `raw_(\w+)` \| (.*) \|$", PAGE, re.MULTILINE))
    assert {table: set(re.findall(r"[a-z]\w*", row)) - {"and", "or"} for table, row in named.items()} == {
        table: set(columns) for table, columns in COLUMNS.items()
    }
    either = {"privacy_requests": ["lead_id", "email"]}
    assert {table: sorted(re.findall(r"\*\*(\w+)\*\*", row)) for table, row in named.items()} == {
        table: sorted(columns + either.get(table, [])) for table, columns in REQUIRED.items()
    }


def test_every_command_of_the_page_is_one_of_make():
    targets = set(re.findall(r"^([a-z-]+):.*## ", (PROJECT / "Makefile").read_text(), re.MULTILINE))
    assert {"run", "check-connector", "check-data"} == set(re.findall(r"\bmake ([a-z-]+)", PAGE)) & targets
    assert set(re.findall(r"`make ([a-z-]+)", PAGE)) <= targets


def test_the_template_is_checked_as_it_stands_and_the_list_is_left_alone(project):
    before = tables_of(project)
    code, screen, said = check(project, "NAME=acme")
    assert (code, said) == (0, [])
    assert "acme.person: 3 rows read Id integer, Created At timestamp, Email varchar, title varchar" in screen
    assert "raw_leads: 2 rows: 2 used" in screen and "raw_activities: 2 rows: 1 used, 1 rejected" in screen
    assert screen.endswith("Nothing stops it. Look at: orphans in raw_activities (1).")
    assert tables_of(project) == before


MARKETO = [
    "marketo.Mitglieder der Programme, übersetzt: 1 rows read ID integer, Lead Id double, Program-ID integer",
    "Not there, and so without rows: marketo.activity_click_email, marketo.activity_email_bounced, "
    "marketo.activity_unsubscribe_email.",
    "raw_leads: 3 rows: 2 used, 1 rejected required lead_id 100 %, created_at 67 % filled email 100 %",
    "raw_activities: 19 rows: 8 used, 2 duplicate, 8 rejected, 1 older",
    "dates 1970-01-01 to 2999-01-01; 1 in 1970; 1 in the future",
    "orphans 5 (26 %) whose lead is not in raw_leads, such as marketo:3, marketo:6, marketo:7, marketo:8",
    "ids more than once: 2, such as marketo:e1, marketo:f1; the earliest occurred_at counts",
    "ids of several leads or types: 1, such as marketo:e1; only one activity of each counts",
    "copies 1 equal in all columns to another row",
    "rejected 1 bad date (write dates as 2026-03-01 or 2026-03-01T10:15:00+01:00): activity_id=marketo:f2",
    "orphans 1 (50 %) whose same_as is neither a lead of raw_leads nor an e-mail address, such as marketo:77",
    "Without rows: raw_sales_outcomes, raw_campaign_spend, raw_content, raw_privacy_requests.",
    "seeds/lookups/activity_type_aliases.csv maps them: program attended (1).",
    "Nothing stops it. Look at: orphans in raw_activities (5), raw_lead_links (1); rejected rows in raw_leads (1), "
    "raw_activities (2); ids of several leads or types in raw_activities (1); dates in 1970 in raw_activities (1); dates in "
    "the future in raw_activities (1); activity types that score nothing (program attended).",
]


def test_the_screen_says_what_marketo_delivers(project):
    code, screen, said = check(project, "NAME=marketo")
    assert (code, said) == (0, [])
    assert [line for line in MARKETO if line not in screen] == [], screen


def test_both_are_scored_side_by_side(project):
    where = {"connectors": ["acme", "marketo"], "as_of": "2026-03-02"}
    selected = ["--select", "+lead_scores", "--exclude-resource-type", "unit_test", "--indirect-selection", "buildable"]
    assert_passed(dbt(project, "build", *selected, **where))
    marts = Marts(project / "warehouse.duckdb")
    scores = marts.by_lead("lead_scores")
    # Bo is in both, and was in Marketo first.
    assert set(scores) == {"acme:1", "marketo:1", "marketo:2"}
    assert scores["acme:1"]["intent_score"] >= 20 and scores["marketo:1"]["intent_score"] >= 10
    leads = marts.by_lead("int_leads")
    assert (str(leads["marketo:1"]["created_at"]), leads["marketo:1"]["vendor_score"]) == ("2026-01-05 09:00:00", 80)
    assert leads["marketo:2"]["marketing_consent"] == "opted_out"
    (member,) = marts.query("select * from raw_activities where activity_type = 'program Attended'")
    names = ("activity_id", "lead_id", "content_id", "occurred_at")
    assert [member[name] for name in names] == ["marketo:program_membership:1", "marketo:1", "9", "2026-02-25"]


def test_the_linter_looks_at_it_without_being_told(project, monkeypatch):
    monkeypatch.chdir(project)
    assert {"acme", "marketo"} < set(switched_on()) and "tables" not in switched_on()


def test_what_is_missing_is_one_sentence(project):
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        connection.execute('alter table acme.person rename "Created At" to made_at')
        connection.execute("drop table marketo.lead")
    where = {"connectors": ["acme", "marketo"], "as_of": "2026-03-02"}
    said = list(failures(dbt(project, "run", "--select", "acme_leads", "marketo_leads", **where)))
    assert sorted(said) == [
        'models/connectors/acme/acme_leads.sql: "warehouse"."acme"."person" has no column \'created_at\', which connector '
        "acme must have; it has: id, made_at, email, title, is_deleted.",
        'models/connectors/marketo/marketo_leads.sql: There is no table "warehouse"."marketo"."lead", which connector '
        "marketo must have; name its schema, as in make run CONNECTORS=marketo VARS='schemas: {marketo: ...}'.",
    ]
    activities = project / "models/connectors/acme/acme_activities.sql"
    activities.write_text(activities.read_text().replace(", 'occurred_at'])", "])"))
    code, _, said = check(project, "NAME=acme")
    assert code != 0 and said[0] == "acme_activities does not deliver 'occurred_at', which raw_activities must have."


def test_a_connector_that_dbt_cannot_know_is_named(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "models/connectors/acme"
    folder.mkdir(parents=True)
    (tmp_path / "macros/contract").mkdir(parents=True)

    def said_of(name: str, listed: str, *files: str) -> str | None:
        for path in folder.iterdir():
            path.unlink()
        for table in files:
            (folder / f"acme_{table}.sql").touch()
        (tmp_path / "macros/contract/contract.sql").write_text("macro tables_by_connector() return({" + listed + "})")
        return complaint(name)

    line = "'acme': ['raw_leads', 'raw_activities'],"
    assert said_of("", line) == "Name a connector, as in make check-connector NAME=web_events; there are: acme."
    assert said_of("nobody", line) == (
        "There is no connector nobody; there are: acme. models/connectors/README.md says how to write one."
    )
    where = "tables_by_connector in macros/contract/contract.sql"
    assert said_of("acme", "", "leads", "activities", "helper") == f"{where} does not name acme; add the line {line}"
    assert said_of("acme", "'acme': ['leads']", "leads").startswith(
        f"{where} lists leads for acme, which is no raw table; there are: raw_leads, raw_activities,"
    )
    assert said_of("acme", line, "leads") == (
        f"{where} lists raw_activities for acme, and there is no models/connectors/acme/acme_activities.sql; write it."
    )
    assert said_of("acme", line, "leads", "activities", "content") == (
        f"{where} does not list raw_content for acme, so nothing reads acme_content.sql; add it there."
    )
    assert said_of("acme", line, "leads", "activities", "helper") is None


def test_tables_that_cannot_be_scored_are_told_from_those_that_can():
    leads = RawTable("leads", 2, OUTCOMES, rejects=[("bad date", 1, "")])
    activities = RawTable("activities", 2, OUTCOMES, rejects=[("missing id", 1, ""), ("unknown lead", 1, "")])
    none = RawTable("leads", 0, OUTCOMES)
    assert list(what_stops({"leads": leads, "activities": RawTable("activities", 0, OUTCOMES)})) == []
    assert list(what_stops({"leads": none, "activities": activities})) == [
        "every row of raw_activities is rejected (missing id, unknown lead)",
        "raw_leads is empty",
    ]
