"""`make export`: its file holds exactly what changed since the last one, loses nothing, and is harmless in a spreadsheet."""

import csv
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import duckdb
import pytest
from conftest import PROJECT, WITHOUT_REPORTS, Marts, assert_passed, dbt

from lead_scoring.publish.export import git_would_take, target
from lead_scoring.spreadsheet import cell
from lead_scoring.warehouse import WarehouseError

# Whole runs, one after another.
pytestmark = pytest.mark.slow

KEY = ("source_system", "lead_id")
MARKED = "select count(*) as marked from crm_exported"
PERSONAL = ("first_name", "last_name", "email", "phone")


def export(project: Path, name: str, before: str = "") -> subprocess.CompletedProcess[str]:
    """`make export` in a process of its own, after some code that changes the command."""
    imports = "import sys; import lead_scoring.publish.export as e; from lead_scoring.warehouse import command"
    code = f"{imports}\n{before}\nsys.exit(command(e.main))"
    given = {"PYTHONPATH": str(PROJECT / "src"), "DUCKDB_PATH": "warehouse.duckdb"}
    return subprocess.run(
        [sys.executable, "-c", code, "--to", name],
        cwd=project,
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=False,
    )


def leads_of(file: Path) -> dict[str, dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as opened:
        return {row["lead_id"]: row for row in csv.DictReader(opened)}


def what_counts(marts: Marts) -> dict[str, tuple]:
    """By lead: its stage, score band, grade, and the criteria it meets with their points."""
    reasons: dict[str, set] = {}
    for row in marts.rows("lead_score_reasons"):
        if row["criterion"] != "limit":
            reasons.setdefault(row["lead_id"], set()).add((row["criterion"], row["points"]))
    scores, stages = marts.by_lead("lead_scores"), marts.by_lead("lead_stages")
    bands = {lead: None if row["lead_score"] is None else min(row["lead_score"] // 20, 4) for lead, row in scores.items()}
    return {
        lead: (stages[lead]["stage"], bands[lead], row["grade"], reasons.get(lead, set())) for lead, row in scores.items()
    }


@pytest.fixture(scope="module")
def exported(sample: Marts, parsed_copy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built and exported once."""
    project = parsed_copy(tmp_path_factory.mktemp("exported"))
    shutil.copy(sample.database, project)
    result = export(project, "first.csv")
    assert result.returncode == 0, result.stderr
    return project


@pytest.fixture
def project(exported: Path, tmp_path: Path) -> Path:
    """The same, for a test to change."""
    return shutil.copytree(exported, tmp_path / "project")


def test_the_first_export_holds_every_lead_with_its_scores_and_nobodys_name(exported, sample):
    leads = leads_of(exported / "first.csv")
    scores, stages = sample.by_lead("lead_scores"), sample.by_lead("lead_stages")
    assert {row["part_of"] for row in leads.values()} == scores.keys() and len(scores) > 250
    alone = {lead: row for lead, row in leads.items() if lead == row["part_of"]}
    assert alone.keys() == scores.keys()
    for lead, row in alone.items():
        assert row["stage"] == stages[lead]["stage"]
        for name in ("lead_score", "grade", "fit_score", "engagement_score", "intent_score"):
            assert row[name] == ("" if scores[lead][name] is None else str(scores[lead][name])), (lead, name)
    held = {text for row in leads.values() for text in row.values() if text}
    for name in PERSONAL:
        values = {row[name] for row in sample.rows("int_leads") if row[name]}
        assert values and not values & held, name
    reasons = [row for row in sample.rows("lead_score_reasons") if row["criterion"] != "limit"]
    for row in leads.values():
        own = [reason for reason in reasons if reason["lead_id"] == row["part_of"]]
        own.sort(key=lambda reason: (-reason["points"], reason["dimension"], reason["criterion"]))
        assert row["why"] == "; ".join(reason["reason"] for reason in own)
    objected = leads["profiling_objection"]
    assert (objected["stage"], objected["lead_score"], objected["score_band"], objected["why"]) == (
        "not_profiled",
        "",
        "",
        "",
    )


def test_without_a_change_the_file_holds_its_header_only_and_says_so(project):
    result = export(project, "second.csv")
    assert result.stdout == (
        f"Nothing changed since the last export: {project}/second.csv holds the header only, "
        "scored as of Monday 2026-03-02 08:00 UTC.\n"
    )
    header = (project / "first.csv").read_text().split("\n")[0]
    assert (project / "second.csv").read_text() == f"{header}\n"


def test_after_a_run_the_file_holds_exactly_what_changed_and_once_who_is_gone(project):
    before = what_counts(Marts(project / "warehouse.duckdb"))
    points = project / "models/criteria/intent_criteria.sql"
    was = points.read_text()
    points.write_text(
        was.replace("least(5 * pricing_page_viewed_days_30d, 15)", "least(4 * pricing_page_viewed_days_30d, 15)")
    )
    assert points.read_text() != was
    with (project / "seeds/raw/sample_activities.csv").open("a") as file:
        file.write("new-1,hand_raiser_owner_of_five,webinar_attended,2026-03-01 08:00:00" + "," * 9 + "\n")
    with (project / "seeds/raw/sample_privacy_requests.csv").open("a") as file:
        file.write("b2b_trial,,erasure,2026-03-01 08:00:00\n")
    raw = project / "seeds/raw/sample_leads.csv"
    lines = raw.read_text().splitlines(keepends=True)
    raw.write_text("".join(line for line in lines if not line.startswith("b2b_trial_activated,")))
    with raw.open("a") as file:
        file.write("new,2026-03-01 08:00:00" + "," * 17 + "=1+1,,,,,,,,\n")
    assert_passed(dbt(project, "seed"))
    assert_passed(dbt(project, "run", "--full-refresh", *WITHOUT_REPORTS))

    marts = Marts(project / "warehouse.duckdb")
    after = what_counts(marts)
    gone = {"b2b_trial", "b2b_trial_activated"}
    changed = {lead for lead in after if after[lead] != before.get(lead)}
    assert before.keys() - after.keys() == gone
    assert {"new", "hand_raiser_owner_of_five"} < changed and len(changed) < len(after) / 2
    records = leads_of(project / "first.csv")
    assert marts.query(MARKED) == [{"marked": len(records)}]
    merged = {name for name, row in records.items() if name != row["part_of"]}
    assert len(merged) == len(records) - len(before) == 2 and not changed & {records[name]["part_of"] for name in merged}

    result = export(project, "changed.csv")
    assert f" {len(changed) + 2} leads that changed since the last export, 2 of them removed;" in result.stdout
    leads = leads_of(project / "changed.csv")
    assert leads.keys() == changed | gone
    assert leads["new"]["owner_id"] == "'=1+1"
    kept = {*KEY, "stage", "content_hash", "criteria_version", "scored_at"}
    for lead in gone:
        assert leads[lead]["stage"] == "removed"
        assert {name for name, text in leads[lead].items() if text} == kept
    versions = {row["criteria_version"] for row in leads.values()}
    assert len(versions) == 1 and versions.isdisjoint(
        row["criteria_version"] for row in leads_of(project / "first.csv").values()
    )
    assert_passed(dbt(project, "run", "--select", "crm_exported", "crm_export"))
    assert marts.rows("crm_export") == []
    assert export(project, "changed.csv").returncode == 0
    assert leads_of(project / "changed.csv") == {}


def test_killed_before_it_marks_or_kept_from_marking_it_gives_the_same_rows_again(project):
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        connection.execute("delete from analytics.crm_exported")
    first, marts = (project / "first.csv").read_bytes(), Marts(project / "warehouse.duckdb")
    assert export(project, "killed.csv", "import os; e.mark = lambda *_: os.kill(os.getpid(), 9)").returncode == -9
    assert (project / "killed.csv").read_bytes() == first and marts.query(MARKED) == [{"marked": 0}]
    # As if another run had scored the leads while the file was written.
    other = export(project, "other.csv", "mark = e.mark; e.mark = lambda manifest, rows: mark(manifest, rows[1:])")
    assert other.returncode == 1 and other.stderr.splitlines() == [
        "The leads were scored again while the file was written, so none is marked as exported; run make export again.",
        f"{project}/other.csv is complete, but its leads are not marked as exported; they come again.",
    ]
    assert (project / "other.csv").read_bytes() == first and marts.query(MARKED) == [{"marked": 0}]


def test_a_file_that_cannot_be_completed_leaves_the_one_before_and_marks_nothing(project):
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        connection.execute("delete from analytics.crm_exported")
    full = "import os\ndef sync(_): raise OSError(28, 'No space left on device')\nos.fsync = sync"
    (project / "leads.csv").write_text("the one before")
    result = export(project, "leads.csv", full)
    said = f"{project}/leads.csv cannot be written (No space left on device); allow it, or name another file.\n"
    assert (result.returncode, result.stderr) == (1, said)
    assert (project / "leads.csv").read_text() == "the one before"
    assert not list(project.glob(".leads.csv*"))
    assert Marts(project / "warehouse.duckdb").query(MARKED) == [{"marked": 0}]


def test_while_a_privacy_request_cannot_be_read_nobody_is_exported(project):
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        connection.execute(
            "insert into analytics_raw.sample_privacy_requests (email, request, requested_at) "
            "values ('sam@lane.io', 'a piece of cake', '2026-02-01')"
        )
    result = export(project, "unread.csv")
    assert result.returncode == 1
    assert (
        result.stderr.startswith("Nothing was exported.\n") and "A privacy request of sample cannot be read" in result.stderr
    )
    assert not list(project.glob("*unread.csv*"))


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+49 30",
        "-4",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\tplain",
        "\rplain",
        "  =1",
        "\u00a0=1",
        '"=1',
        "'=1",
        "' \"=1",
        "\uff1d1",
    ],
)
def test_a_text_that_a_spreadsheet_would_run_gets_an_apostrophe(text):
    assert cell(text) == f"'{text}"


@pytest.mark.parametrize("value", [-4, None, "", "a=1", "e-mail", "0-19", "O'Brien", "'", "51 to 1,000 people"])
def test_what_it_would_not_run_stays_as_it_is(value):
    assert cell(value) == value


def test_flags_and_moments_are_written_as_a_crm_reads_them():
    assert [cell(True), cell(False), cell(datetime(2026, 3, 2, 8))] == ["true", "false", "2026-03-02T08:00:00Z"]


def test_what_cannot_be_written_to_is_one_sentence(exported, tmp_path):
    said = {
        "": "Name the file to write: make export TO=leads.csv",
        str(tmp_path): f"TO is {tmp_path}, which is a folder; name a file in it, as in TO={tmp_path}/leads.csv.",
        "warehouse.duckdb": "TO is warehouse.duckdb; name a file that ends in .csv.",
    }
    for to, sentence in said.items():
        with pytest.raises(WarehouseError) as found:
            target(to)
        assert str(found.value) == sentence
    for to, reason in {"/dev/null/x.csv": "Not a directory", f"{tmp_path}/no/x.csv": "No such file or directory"}.items():
        result = export(exported, to)
        sentence = f"{to} cannot be written ({reason}); allow it, or name another file.\n"
        assert (result.returncode, result.stderr) == (1, sentence)


def test_without_a_warehouse_or_without_its_table_it_says_what_to_run_first(parsed_copy, tmp_path):
    parsed_copy(tmp_path)
    result = export(tmp_path, "leads.csv")
    assert (result.returncode, result.stderr) == (1, "There is no warehouse warehouse.duckdb yet; run make run first.\n")
    with duckdb.connect(tmp_path / "warehouse.duckdb") as connection:
        connection.execute("create schema analytics; create schema analytics_build")
    result = export(tmp_path, "leads.csv")
    assert (result.returncode, result.stderr) == (1, "There is no crm_export yet; run make run first.\n")
    assert not list(tmp_path.glob("*leads.csv*"))


def test_a_file_that_git_would_take_is_named(tmp_path):
    file = tmp_path / "to call.csv"
    assert git_would_take(file) == ""
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert git_would_take(file) == (
        f"\nIt names people, and git does not ignore it: write to call.csv into {tmp_path / '.gitignore'}."
    )
    (tmp_path / ".gitignore").write_text("*.csv\n")
    assert git_would_take(file) == ""
