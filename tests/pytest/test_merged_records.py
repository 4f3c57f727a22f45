"""Records that become one lead and come apart again: history, handovers, export, replay and back-test."""

import contextlib
import csv
import os
import subprocess
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from conftest import PROJECT, Marts, assert_passed, dbt, write_raw
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from persons import Row, link, record

from lead_scoring.build.replay import replay
from lead_scoring.dbt_commands import environment
from lead_scoring.publish.export import export

# Whole runs, one after another.
pytestmark = pytest.mark.slow

# Two days, the day on which ten working days are over, the day after the merge, and the day after its end.
# Nobody has asked for anything on the first date recorded: what stands then is no handover.
FIRST = datetime(2026, 2, 27, 8)
DAYS = [datetime(2026, 3, day, 8) for day in (2, 3, 16, 17, 18)]
MERGED_AT = "2026-03-16 12:00:00"
LEADS = [
    record(name, f"{name}@one.example", created_at=at)
    for name, at in {"keeper": "2025-11-01", **dict.fromkeys(["goer", "twin-a", "twin-b", "plain"], "2025-12-01")}.items()
]
GONE = record("gone", "gone@one.example")
LINKS = [
    link(name, same_as, "merged", MERGED_AT)
    for name, same_as in [("goer", "keeper"), ("twin-b", "twin-a"), ("gone", "keeper")]
]
ASKED = {"keeper": "2026-03-01", "goer": "2026-03-02 12:00:00", "twin-a": "2026-03-01", "twin-b": "2026-03-01"}
OUTCOMES = [
    {"lead_id": "goer", "outcome": "connected", "occurred_at": "2026-03-05 10:00:00"},
    {"lead_id": "goer", "outcome": "won", "occurred_at": "2026-03-19 10:00:00", "amount": "100"},
]
HISTORY = "select * from lead_stage_log order by all"


@contextlib.contextmanager
def inside(project: Path) -> Iterator[None]:
    """The folder and the warehouse that the commands of make work in."""
    with contextlib.chdir(project), environment(DUCKDB_PATH="warehouse.duckdb"):
        yield
        DuckDBConnectionManager.close_all_connections()


def build(project: Path, day: datetime, leads: list[Row], links: list[Row], *models: str) -> None:
    asked = [
        {"activity_id": name, "lead_id": name, "activity_type": "demo_requested", "occurred_at": at}
        for name, at in ASKED.items()
    ]
    write_raw(project, {"leads": leads, "activities": asked, "sales_outcomes": OUTCOMES, "lead_links": links})
    seeds = "path:seeds" if day == FIRST else "path:seeds/raw"
    assert_passed(
        dbt(
            project,
            "build",
            "--exclude-resource-type",
            "test",
            "unit_test",
            "--select",
            seeds,
            *models,
            as_of=str(day),
        )
    )


def exported(project: Path, name: str) -> dict[str, tuple[str, str]]:
    """By record: the lead that the export says it is part of, and its stage."""
    with inside(project):
        export(project / name)
    with (project / name).open(encoding="utf-8", newline="") as file:
        return {row["lead_id"]: (row["part_of"], row["stage"]) for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def files(parsed_copy, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[dict[str, tuple[str, str]]]]:
    """The project on the day after the merge, and what was exported the day before and on it."""
    project = parsed_copy(tmp_path_factory.mktemp("merged"))
    for day in [FIRST, *DAYS[:2]]:
        build(project, day, [*LEADS, GONE], [], "+lead_stages")
    build(project, DAYS[2], [*LEADS, GONE], [], "+crm_export")
    before = exported(project, "before.csv")
    build(project, DAYS[3], LEADS, LINKS, "+crm_export", "+sales_handovers", "+lead_stage_stays", "+lead_stage_dates")
    return project, [before, exported(project, "merged.csv")]


@pytest.fixture(scope="module")
def marts(files) -> Marts:
    return Marts(files[0] / "warehouse.duckdb")


def test_the_history_of_a_lead_is_that_of_the_record_that_leads(marts):
    stays = marts.query("select stage, stage_since, left_at from lead_stage_stays where lead_id = 'keeper' order by 2")
    assert [tuple(row.values()) for row in stays] == [("mql", DAYS[0], DAYS[2]), ("engaged", DAYS[2], None)]
    dates = marts.query("select stage, first_at, times from lead_stage_dates where lead_id = 'keeper' order by 2")
    assert [tuple(row.values()) for row in dates] == [*(("lead", FIRST, 1), ("mql", DAYS[0], 1), ("engaged", DAYS[2], 1))]


def test_a_handover_of_a_record_that_is_part_of_another_lead_is_not_lost_and_counts_once(marts):
    handovers = marts.query("select * from sales_handovers order by lead_id, handed_over_at")
    named = ("lead_id", "handed_over_at", "connections", "is_expired")
    assert [tuple(row[name] for name in named) for row in handovers] == [
        # It expired the day before the merge, while nobody waited for the other, whom sales had reached.
        ("keeper", DAYS[0], 0, True),
        ("keeper", DAYS[1], 1, False),
        ("twin-a", DAYS[0], 0, True),
    ]


def test_each_record_that_a_crm_still_has_gets_the_scores_of_its_lead(files):
    before, merged = files[1]
    assert before["goer"] == ("goer", "mql") and before["gone"] == ("gone", "lead") and before["plain"] == ("plain", "lead")
    # What its own CRM merged away is told what it became.
    assert {name: merged[name] for name in ("goer", "twin-b", "gone")} == {
        "goer": ("keeper", "engaged"),
        "twin-b": ("twin-a", "engaged"),
        "gone": ("keeper", "removed"),
    }
    assert "plain" not in merged


def test_a_replay_through_the_merge_records_the_same_history(files, marts):
    recorded = marts.query(HISTORY)
    with inside(files[0]):
        assert list(replay(DAYS[3:4], {})) == DAYS[3:4]
    assert marts.query(HISTORY) == recorded


def test_a_back_test_knows_the_links_of_its_date_and_finds_what_was_bought_by_any_record(files, marts):
    date = ["--from", "2026-03-10", "--to", "2026-03-10", "--within", "10", "--as-of", "2026-03-28"]
    subprocess.run(
        [sys.executable, "-m", "lead_scoring.evaluate.backtest", *date],
        cwd=files[0],
        env=os.environ | {"PYTHONPATH": str(PROJECT / "src"), "DUCKDB_PATH": "warehouse.duckdb"},
        capture_output=True,
        check=True,
    )
    assert marts.query("select leads, conversions from backtest_dates") == [{"leads": 5, "conversions": 2}]


def test_a_merge_that_is_undone_gives_each_record_its_own_scores_and_history_again(files, marts):
    project = files[0]
    build(project, DAYS[4], LEADS, LINKS[1:], "+crm_export", "+sales_handovers")
    apart = exported(project, "apart.csv")
    assert apart["goer"] == ("goer", "mql") and "twin-b" not in apart
    handovers = "select handed_over_at from sales_handovers where lead_id = 'goer'"
    assert marts.query(handovers) == [{"handed_over_at": DAYS[1]}]
