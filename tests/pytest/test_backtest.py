"""`make backtest`: each date as it was known on it, whatever came after; killed, it goes on; the list stays as it was."""

import csv
import os
import shutil
import subprocess
import sys
from datetime import datetime
from pathlib import Path

import pytest
from conftest import PROJECT, Marts, assert_passed, dbt

from lead_scoring.evaluate.backtest import dates, known_until, over

# Whole runs, one after another.
pytestmark = pytest.mark.slow

FIRST, LAST = "2025-11-01", "2025-12-01"
OWN = ("backtest_", "score_", "vendor_score_performance", "criterion_performance", "threshold_performance", "calibration")
# Kills the process when the second date is about to be recorded.
KILLED = """
import os
dbt, recorded = b.dbt, []
def until_the_second(manifest, given, *arguments):
    if "record_backtest" in arguments:
        recorded.append(given["as_of"])
    return os.kill(os.getpid(), 9) if len(recorded) == 2 else dbt(manifest, given, *arguments)
b.dbt = until_the_second
"""


def backtest(project: Path, before: str = "", within: str = "60", first: str = FIRST) -> subprocess.CompletedProcess[str]:
    """`make backtest` in a process of its own, after some code that changes the command."""
    imports = "import sys; import lead_scoring.evaluate.backtest as b; from lead_scoring.warehouse import command"
    code = f"{imports}\n{before}\nsys.exit(command(b.main))"
    given = {"PYTHONPATH": str(PROJECT / "src"), "DUCKDB_PATH": "warehouse.duckdb"}
    return subprocess.run(
        [sys.executable, "-c", code, "--from", first, "--to", LAST, "--within", within],
        cwd=project,
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=False,
    )


def append(project: Path, table: str, rows: list[dict[str, str]]) -> None:
    path = project / f"seeds/raw/sample_{table}.csv"
    with path.open(newline="", encoding="utf-8") as file:
        names = next(csv.reader(file))
    with path.open("a", newline="", encoding="utf-8") as file:
        csv.DictWriter(file, names, restval="", lineterminator="\n").writerows(rows)


def contents(marts: Marts, but_for: tuple[str, ...] = ()) -> dict[str, list[str]]:
    """Every table of the list's own schema, row by row."""
    tables = marts.query("select table_name from information_schema.tables where table_schema = 'analytics'")
    names = [row["table_name"] for row in tables if not str(row["table_name"]).startswith(but_for)]
    return {name: sorted(map(str, marts.rows(f"analytics.{name}"))) for name in names}


@pytest.fixture(scope="module")
def killed_and_resumed(parsed_copy, tmp_path_factory) -> tuple[Marts, dict[str, list[str]], list[str]]:
    """The sample, back-tested by a command that was killed and one that went on; the list before; what they said."""
    project = parsed_copy(tmp_path_factory.mktemp("backtest"))
    assert_passed(dbt(project, "seed"))
    # By its path: the project has the same name, and dbt would take all of it.
    assert_passed(dbt(project, "run", "--select", "+path:models/marts/sales/qualified_leads.sql"))
    marts = Marts(project / "warehouse.duckdb")
    before = contents(marts, OWN)
    killed = backtest(project, KILLED)
    assert killed.returncode == -9, killed.stderr
    assert marts.query("select as_of from backtest_dates") == [{"as_of": datetime.fromisoformat(FIRST)}]
    resumed = backtest(project)
    assert resumed.returncode == 0, resumed.stderr
    return marts, before, [killed.stdout, resumed.stdout]


def test_it_goes_on_where_it_was_killed_and_leaves_the_list_alone(killed_and_resumed):
    marts, before, (killed, resumed) = killed_and_resumed
    assert "1 of 2: 2025-11-01 00:00, " in killed and "2 of 2" not in killed
    assert "1 of 2 dates are done already" in resumed
    assert "2 of 2: 2025-12-01 00:00, " in resumed and "1 of 2: " not in resumed
    assert contents(marts, OWN) == before
    counts = "select as_of, count(*) as leads, sum(is_converted::int) as bought from backtest_leads group by as_of"
    (first, last) = marts.query(f"{counts} order by as_of")
    (done, done_last) = marts.query("select * from backtest_dates order by as_of")
    assert (first["leads"], first["bought"]) == (done["leads"], done["conversions"])
    assert (last["leads"], last["bought"]) == (done_last["leads"], done_last["conversions"])
    assert last["leads"] > first["leads"] > 100 and first["bought"] > 0


def test_nothing_that_happened_later_moves_a_score_of_the_day(killed_and_resumed, tmp_path):
    marts, _, _ = killed_and_resumed
    leads = [f"lead-{number:03}" for number in range(1, 280)]
    later = [f"{LAST} 00:00:00", "2025-12-20 12:00:00"]
    # With what dbt noted when it parsed the first.
    project = shutil.copytree(marts.database.parent, tmp_path / "later", ignore=shutil.ignore_patterns("warehouse.*"))
    wanted = ["demo_requested", "pricing_page_viewed", "careers_page_viewed", "unsubscribed", "email_clicked"]
    append(project, "activities", [
        {"activity_id": f"later-{lead}-{kind}-{at}", "lead_id": lead, "activity_type": kind, "occurred_at": at}
        for lead in leads for kind in wanted for at in later
    ])  # fmt: skip
    append(project, "sales_outcomes", [
        {"lead_id": lead, "outcome": outcome, "occurred_at": at, "reason": "not_a_fit" if outcome == "rejected" else ""}
        for lead in leads for outcome in ("rejected", "won") for at in later
    ])  # fmt: skip
    # Where a system keeps no versions, what it says today stands there as of old.
    with (project / "seeds/raw/sample_leads.csv").open(newline="", encoding="utf-8") as file:
        rows = [row | {"lifecycle_stage": "customer", "lead_status": "Unqualified"} for row in csv.DictReader(file)]
    with (project / "seeds/raw/sample_leads.csv").open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    versions = {row["lead_id"]: row for row in rows if row["lead_id"] in leads}
    changed = {"updated_at": later[1], "job_title": "Chief Executive Officer", "country": "DE", "employee_count": "500"}
    append(project, "leads", [version | changed for version in versions.values()])
    append(project, "leads", [{"lead_id": "a-new-lead", "created_at": later[0], "email": "new@example.com"}])
    append(project, "privacy_requests", [{"lead_id": leads[0], "request": "profiling_objection", "requested_at": later[1]}])
    # What is planted is later than the first date as well.
    result = backtest(project, first=LAST)
    assert result.returncode == 0, result.stderr

    of_the_day = (
        "as_of, lead_number, owner_id, is_disqualified, fit_score, engagement_score, intent_score, lead_score, rules, decile"
    )
    last = f"where as_of = '{LAST}'"
    scores = f"select {of_the_day}, attributes_are_later from backtest_leads {last} order by lead_number"
    planted = Marts(project / "warehouse.duckdb")
    assert planted.query(scores) == marts.query(scores)
    met = f"select criterion, leads_met, leads_not_met, leads_unknown from backtest_criteria {last} order by criterion"
    assert planted.query(met) == marts.query(met)
    bought = f"select sum(is_converted::int) as leads from backtest_leads {last}"
    assert planted.query(bought)[0]["leads"] > 10 * marts.query(bought)[0]["leads"]


def test_dates_go_from_the_first_to_the_last_by_the_step():
    days = [f"{date:%Y-%m-%d}" for date in dates("2025-01-31", "2025-05-30", "month")]
    assert days == ["2025-01-31", "2025-02-28", "2025-03-31", "2025-04-30"]
    assert len(dates("2025-01-01", "2025-12-31", "quarter")) == 4
    assert [date.day for date in dates("2025-01-01", "2025-01-15", "week")] == [1, 8, 15]
    for wrong in (
        ("now", "2025-01-01", "month"),
        ("2025-02-01", "2025-01-01", "month"),
        ("2025-01-01", "2025-02-01", "year"),
    ):
        with pytest.raises(ValueError, match="; write "):
            dates(*wrong)


def test_a_date_whose_window_is_not_over_is_left_out_and_said(capsys):
    moments = dates("2025-11-01", "2026-02-01", "month")
    until = known_until({"connectors": ["sample"], "sample_as_of": "2026-03-02 08:00:00"})
    assert over(moments, 90, until) == moments[:2]
    assert capsys.readouterr().out == (
        "  left out: 2026-01-01 and 1 later; their 90 days are not over on 2026-03-02, the day scored\n"
    )
    # The window of 2025-12-02 08:00 ends at the moment scored.
    assert over([datetime(2025, 12, 2, 8)], 90, until) == [datetime(2025, 12, 2, 8)]
    with pytest.raises(ValueError, match="The 90 days after 2025-12-03 are not over on 2026-03-02"):
        over([datetime(2025, 12, 3)], 90, until)
