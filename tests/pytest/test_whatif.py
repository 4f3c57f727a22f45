"""`make whatif` on the sample: who moves by an edit, with production untouched, and names from the data that stay text."""

import contextlib
import os
import shutil
import subprocess
from pathlib import Path

import duckdb
import pytest
from conftest import Marts
from dbt.adapters.duckdb.connections import DuckDBConnectionManager

from lead_scoring.blocks import read_model
from lead_scoring.warehouse import WarehouseError
from lead_scoring.whatif.compare import REPORT, whatif
from lead_scoring.whatif.moves import Section
from lead_scoring.whatif.report import as_markdown, as_text

# Whole runs, one after another.
pytestmark = pytest.mark.slow

INTENT = Path("models/criteria/intent_criteria.sql")
EDITS = {
    "least(5 * pricing_page_viewed_days_30d, 15)": "least(1 * pricing_page_viewed_days_30d, 3)",
    "least(cast(round(12 * demo_downloaded_weight) as integer), 12)": "cast(round(2 * demo_downloaded_weight) as integer)",
}


@pytest.fixture(scope="module")
def project(sample: Marts, parsed_copy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, built, in a folder under git whose last commit is the project as it is."""
    folder = parsed_copy(tmp_path_factory.mktemp("whatif"))
    shutil.copy(sample.database, folder / "warehouse.duckdb")
    author = ["-c", "user.name=Ada", "-c", "user.email=ada@example.com"]
    for command in (["init", "-q", "-b", "main"], ["add", "models"], [*author, "commit", "-q", "-m", "As it is"]):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def report(project: Path, base: str) -> str:
    os.environ["DUCKDB_PATH"] = "warehouse.duckdb"
    with contextlib.chdir(project):
        try:
            return whatif(base)
        finally:
            DuckDBConnectionManager.close_all_connections()
            os.environ["DUCKDB_PATH"] = str(project / "warehouse.duckdb")


def test_the_same_criteria_move_nobody(project: Path) -> None:
    assert report(project, "main") == "Criteria and rules say the same as those of main: nobody moves."


def test_a_commit_that_git_does_not_know_is_one_sentence(project: Path) -> None:
    with pytest.raises(WarehouseError, match=r"^BASE is nowhere, which git does not know here; name a branch"):
        report(project, "nowhere")


def test_an_edit_says_who_moves_and_leaves_the_marts_alone(project: Path, sample: Marts) -> None:
    text, old_version = (project / INTENT).read_text(encoding="utf-8"), read_model(project)[1]
    for old, new in EDITS.items():
        assert old in text
        text = text.replace(old, new)
    (project / INTENT).write_text(text, encoding="utf-8")
    # Both versions were back-tested on the same dates, and the old one on others before.
    tests = [
        ("2025-01-01", 90, old_version, 0.6),
        ("2025-06-01", 90, old_version, 0.71),
        ("2025-06-01", 90, read_model(project)[1], 0.74),
    ]
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        for number, (day, within, version, area) in enumerate(tests):
            connection.execute(
                "insert into analytics.backtest_history "
                "select timestamp '2026-01-01' + interval (?) day, ?, 'sample', ?, ?, 1, ?, 200, 20, ?, 0.5, 0.9, 0.3, 2.5",
                [number, version, day, day, within, area],
            )  # fmt: skip
    told = report(project, "main")
    (head, before, after) = told.split("\nBack-test\n")[1].splitlines()[:3]
    assert head.split()[0] == "criteria" and "0.6 " not in told
    assert before.split()[:4] == ["before", "2025-06-01", "to", "2025-06-01"] and " 0.71 " in before
    assert after.split()[0] == "after" and " 0.74 " in after
    marts = Marts(project / "warehouse.duckdb")
    names = [row["schema_name"] for row in marts.query("select schema_name from duckdb_schemas()")]
    assert not [name for name in names if "whatif" in name]
    for table in ("lead_stages", "lead_scores", "lead_stage_log", "sales_queue"):
        assert sorted(marts.rows(table), key=str) == sorted(sample.rows(table), key=str)

    # Worked out from the reasons of the built sample: who loses points, and by whom a line is no longer reached.
    for criterion in ("reads_pricing", "downloaded_demo"):
        leads = sum(row["criterion"] == criterion for row in sample.rows("lead_score_reasons"))
        (line,) = [line.split() for line in told.splitlines() if line.strip().startswith(f"{criterion} ")]
        assert int(line[1]) == leads
    markdown = (project / REPORT).read_text(encoding="utf-8")
    for lead in ("right_fit_demo_and_pricing", "vp_pricing_on_two_days", "nothing_but_free_mail"):
        assert f"| `mql to engaged` | `{lead}` |" in markdown
    assert "right_fit_demo_and_pricing must be qualified, says Sales, and is engaged" in told


EVIL = "Robert'); drop | table <b>leads</b> [x](http://evil) @all\n# `head` \u202eabc\x1b[2J"


def test_names_from_the_data_are_text_on_the_screen_and_in_markdown() -> None:
    section = Section("Leads", [{"lead_id": EVIL, "before": 1}], "None.")
    shown, written = as_text("Head", [section]), as_markdown("Head", [section])
    assert not any(sign in shown + written for sign in ("\x1b", "\u202e"))
    (row,) = [line for line in written.splitlines() if "Robert" in line]
    cells = row.replace("\\|", "").split("|")
    assert len(cells) == 4
    # All of it is one span of code: nothing in it can be markup, a link or a mention, or end the span.
    assert cells[1].strip().count("`") == 2 and cells[1].strip().strip("`").startswith("Robert")


def test_a_long_list_is_cut_and_says_so() -> None:
    rows = [{"lead_id": f"lead-{number}", "before": number} for number in range(600)]
    assert "and 580 more" in as_text("Head", [Section("Leads", rows, "None.")])
    assert "and 100 more" in as_markdown("Head", [Section("Leads", rows, "None.")])
