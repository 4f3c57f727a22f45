"""The past of a first run: which dates are recorded, that a stopped one goes on, and that the sample fills every mart."""

import contextlib
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from conftest import PROJECT, Marts
from dbt.adapters.duckdb.connections import DuckDBConnectionManager

from lead_scoring.build import history, run
from lead_scoring.build.history import past_dates, record_history

# Whole runs, one after another.
pytestmark = pytest.mark.slow

AS_OF = datetime(2026, 3, 2, 8)
LONG_AGO = datetime(2020, 1, 1)
# What other commands fill: make backtest, make suggest, make export.
FILLED_BY_COMMANDS = {
    *("backtest_criteria", "backtest_dates", "backtest_history", "backtest_leads", "backtest_patterns"),
    *("backtest_vendor_scores", "calibration", "criterion_performance", "score_drift", "score_performance"),
    *("suggested_points", "threshold_performance", "vendor_score_performance", "crm_exported"),
}


def ages(begins: datetime = LONG_AGO, days: int = 90, every: int = 7, most: int = 12) -> list[int]:
    return [(AS_OF - date).days for date in past_dates(AS_OF, begins, days, every, most)]


def test_the_dates_before_a_first_run():
    assert ages() == [84, 77, 70, 63, 56, 49, 42, 35, 28, 21, 14, 7]
    assert ages(days=84) == ages() and ages(days=83) == ages()[1:]
    # Nothing is recorded of before the data begin.
    assert ages(begins=AS_OF - timedelta(21)) == [14, 7]
    assert ages(begins=AS_OF) == ages(days=6) == []
    # Too many are thinned out evenly, back to the first.
    assert ages(most=6) == [84, 70, 56, 42, 28, 14]
    assert ages(every=1, most=12) == [88, 80, 72, 64, 56, 48, 40, 32, 24, 16, 8]


@pytest.fixture(scope="module")
def project(parsed_copy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = parsed_copy(tmp_path_factory.mktemp("history"))
    shutil.copy(PROJECT / "dbt_project.yml", project)
    return project


def make_run(project: Path, monkeypatch: pytest.MonkeyPatch, variables: str = "") -> int:
    monkeypatch.setenv("DUCKDB_PATH", "warehouse.duckdb")
    monkeypatch.setenv("PUBLISHED", "published")
    monkeypatch.setattr("sys.argv", ["run", "--vars", variables])
    with contextlib.chdir(project):
        try:
            return run.main()
        finally:
            DuckDBConnectionManager.close_all_connections()


def test_a_first_run_records_the_past_and_every_mart_of_the_sample_has_rows(project, monkeypatch, capsys):
    recording = history.replay

    def stopped(*arguments):
        for number, moment in enumerate(recording(*arguments)):
            yield moment
            if number == 1:
                raise KeyboardInterrupt

    # Four dates keep the test short.
    monkeypatch.setattr(history, "MOST_DATES", 4)
    monkeypatch.setattr(history, "replay", stopped)
    with pytest.raises(KeyboardInterrupt):
        make_run(project, monkeypatch)
    said = capsys.readouterr().out
    assert (
        "First run: the past 84 days are recorded first, 4 dates, 21 days apart; Ctrl-C stops, "
        "VARS='history_days: 0' leaves it out.\n  1 of 4: 2025-12-08 08:00 ("
    ) in said
    assert said.endswith("\n2 of 4 dates are recorded; the next make run records the others.\n")

    monkeypatch.setattr(history, "replay", recording)
    assert make_run(project, monkeypatch) == 0
    said = capsys.readouterr().out
    assert "First run: the past 42 days are recorded first, 2 dates, 21 days apart;" in said
    assert "Stages of sample are known since 2025-12-08: handovers," in " ".join(said.split())
    marts = Marts(project / "warehouse.duckdb")
    dates = marts.query("select distinct recorded_on from lead_stage_log order by 1")
    assert [f"{row['recorded_on']:%m-%d}" for row in dates] == ["12-08", "12-29", "01-19", "02-09", "03-02"]
    names = [path.stem for path in (project / "published/parquet").glob("*.parquet")]
    empty = {name for name in names if not marts.query(f"select count(*) as found from {name}")[0]["found"]}
    assert len(names) > 40 and empty <= FILLED_BY_COMMANDS
    # Who was an MQL on the first date was handed over before that, and counts in no stay.
    began = "(select known_since from stages_known_since)"
    assert marts.query(f"select * from lead_stage_log where stage = 'mql' and recorded_at = {began}")
    assert not marts.query(f"select * from sales_handovers where handed_over_at <= {began}")
    assert not marts.query(f"select * from lead_stage_stays where stage_since <= {began}")

    # The next run is no first one.
    with contextlib.chdir(project):
        record_history({})
    DuckDBConnectionManager.close_all_connections()
    assert not capsys.readouterr().out
