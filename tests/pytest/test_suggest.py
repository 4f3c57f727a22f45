"""`make suggest`: what is learnt ranks, stays within the limits, counts nothing twice, and knows when it is too little."""

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import duckdb
import numpy as np
import pytest
from conftest import PROJECT, Marts, assert_passed, copy_of_project, dbt
from sklearn.metrics import roc_auc_score

from lead_scoring.blocks import Block, read_blocks, read_model
from lead_scoring.suggest import SuggestError
from lead_scoring.suggest.__main__ import show_too_few
from lead_scoring.suggest.edits import new_files, with_points
from lead_scoring.suggest.held_out import auc, gained, lift, rivals
from lead_scoring.suggest.points import PULL, suggest
from lead_scoring.suggest.rows import Criterion, Rows, criteria_of, earlier_and_later, of_backtest
from lead_scoring.suggest.table import of_table
from lead_scoring.suggest.too_few import too_few

# Whole runs, one after another.
pytestmark = pytest.mark.slow

LIMITS = {"fit": 40, "engagement": 25, "intent": 35}
CRITERIA = [
    Criterion("fit", "decides", 12, False),
    Criterion("fit", "too_small", -8, False),
    Criterion("engagement", "clicks", 6, True),
    Criterion("intent", "asks", 25, True),
    Criterion("intent", "asks_again", 10, False),
    Criterion("fit", "has_work_email", 8, False),
]
LOG_ODDS = np.array([1.0, -1.0, 0.3, 2.0, 0.0, 0.8])


def drawn(leads: int, log_odds: np.ndarray = LOG_ODDS, seed: int = 1) -> Rows:
    """Leads of nine months who buy as the log-odds say; whoever asks asks again."""
    draw = np.random.default_rng(seed)
    share = (draw.random((leads, 6)) < [0.3, 0.2, 0.4, 0.15, 0, 0.8]).astype(float)
    share[:, 4] = share[:, 3]
    share[:, 3] *= draw.integers(5, 26, leads) / 25
    bought = draw.random(leads) < 1 / (1 + np.exp(4 - share @ log_odds))
    months = np.datetime64("2025-01-01") + np.timedelta64(30, "D") * draw.integers(0, 9, leads)
    return Rows(CRITERIA, LIMITS, share, np.ones(leads), bought.astype(float), months)


def rows_of(rows: Rows, criteria: list[int]) -> Rows:
    """The same leads, on some of the criteria."""
    return replace(rows, criteria=[CRITERIA[number] for number in criteria], share=rows.share[:, criteria])


def test_area_and_lift_are_those_of_scikit_learn_and_of_a_count_by_hand():
    rows, draw = drawn(4000), np.random.default_rng(2)
    score = np.round(rows.share @ LOG_ODDS + draw.normal(size=4000))
    assert auc(rows, score) == pytest.approx(roc_auc_score(rows.bought, score))
    # Groups of leads: the best tenth of 40 is 4, of whom 2 are all of the first group, and 2 of the 10 of the second.
    groups = Rows(CRITERIA, LIMITS, np.zeros((3, 6)), np.array([2.0, 10, 28]), np.array([1.0, 3, 1]), np.arange(3))
    assert lift(groups, np.array([9, 5, 1])) == pytest.approx((1 + 3 * 2 / 10) / 5 / 0.1)
    # 5 bought, 35 did not: pairs in the right order, ties by half.
    assert auc(groups, np.array([9, 5, 1])) == pytest.approx((1 * (7 + 27 + 0.5) + 3 * (27 + 3.5) + 13.5) / (5 * 35))


def test_whole_numbers_within_the_limits_rank_as_well_as_a_regression():
    learnt, later = earlier_and_later(drawn(60_000))
    found = suggest(learnt)
    assert found.points.dtype.kind == "i"
    assert all(abs(points) <= LIMITS[criterion.dimension] for points, criterion in zip(found.points, CRITERIA, strict=True))
    regression, _ = rivals(learnt, later)
    assert auc(later, later.scores(found.points)) > regression.auc - 0.01
    today, suggested = later.scores(later.points), later.scores(found.points)
    assert gained(later, today, suggested)[1] > 0
    assert found.points[0] > 0 > found.points[1]
    assert all(found.low <= found.points) and all(found.points <= found.high)


def test_criteria_that_the_same_leads_meet_share_their_points():
    rows = drawn(60_000, np.array([1.0, 0, 0, 0, 1.5, 0.8]))
    rows.share[:, 3] = rows.share[:, 4]
    without = [0, 1, 2, 4, 5]
    alone, both = suggest(rows_of(rows, without)).points, suggest(rows).points
    # In units of the first criterion, as a point may be worth something else.
    assert (both[3] + both[4]) / both[0] == pytest.approx(alone[3] / alone[0], rel=0.15)


def test_what_is_met_by_few_keeps_its_points_and_what_is_met_by_many_does_not():
    right = np.array([criterion.points for criterion in CRITERIA]) * 0.08
    rows = drawn(60_000, right * [1, 3, 1, 1, 1, 1])
    rare = rows.share[:, 0].cumsum() > 6
    rows.share[rare, 0] = 0
    found = suggest(rows)
    assert found.points[1] < -14
    assert abs(found.points[0] - 12 * found.points[4] / 10) <= 4
    assert found.high[0] - found.low[0] > 3 * (found.high[1] - found.low[1])


def test_a_scaled_criterion_whose_effect_turns_gets_nothing():
    found = suggest(drawn(60_000, np.array([1.0, -1, -0.8, 2, 0, 0.8])))
    assert found.points[2] == 0


def test_what_nobody_met_keeps_its_points_though_those_of_today_foretell_nothing():
    rows = drawn(20_000, np.array([0, 0, -1, 0, 0, 0]))
    rows.share[:, [0, 1, 3, 4, 5]] = 0
    assert list(suggest(rows).points) == [12, -8, 0, 25, 10, 8]


def test_with_outcomes_shuffled_nothing_is_gained():
    rows = drawn(60_000)
    learnt, later = earlier_and_later(replace(rows, bought=np.random.default_rng(3).permutation(rows.bought)))
    found = suggest(learnt)
    low, high = gained(later, np.zeros(len(later.leads)), later.scores(found.points))[1:]
    assert low < 0 < high
    assert lift(later, later.scores(found.points)) == pytest.approx(1, abs=0.3)


def test_dates_whose_window_reaches_into_the_later_ones_are_in_neither():
    rows = drawn(60_000)
    learnt, later = earlier_and_later(rows, 60)
    months = np.unique(rows.moment)
    assert list(np.unique(later.moment)) == list(months[6:])
    assert list(np.unique(learnt.moment)) == list(months[:5])


def test_too_little_is_said_with_where_the_purchases_went_and_what_would_do():
    rows = replace(drawn(600), overlap=2.0)
    learnt, later = earlier_and_later(rows, 60)
    counted, left, asked, needed, advised = too_few(rows, learnt, later, 60)
    assert counted == f"{rows.bought.sum():.0f} purchases are counted in the 9 dates."
    overlap = "The windows of 60 days overlap, and count each purchase 2.0 times: "
    assert left == f"{overlap}that is {rows.purchases:.0f} purchases."
    assert asked.startswith("1 of the dates is in neither part, since its window reaches into the later 3: ")
    assert needed.startswith(f"{learnt.purchases:.0f} are left to learn from, where 50 are needed, and ")
    begin, until = re.search(r"make backtest FROM=(\S+) TO=(\S+) EVERY=month WITHIN=30", advised).groups()
    assert begin < "2025-01-01" and until == str(rows.moment.max().astype("datetime64[D]") + 30)
    rows = drawn(60_000)
    assert too_few(rows, *earlier_and_later(rows, 30), 30) == []
    with pytest.raises(SuggestError, match="There are 2 dates"):
        earlier_and_later(rows.of(rows.moment < np.datetime64("2025-02-15")))


def test_the_fewer_bought_the_nearer_are_the_points_to_those_of_today(capsys):
    rows = drawn(600, np.array([-1.0, 1, 1, -1, 1, 1]))
    today = [criterion.points for criterion in CRITERIA]
    weak, strong = (suggest(rows, pull) for pull in (PULL, PULL / 4))
    ratio = [np.abs(np.corrcoef(found.points, today)[0, 1] - 1) for found in (weak, strong)]
    assert ratio[1] <= ratio[0]
    learnt, later = earlier_and_later(rows)
    show_too_few(learnt, later)
    printed = capsys.readouterr().out
    assert printed.startswith("TOO FEW TO ACT ON") and "95 % interval" in printed


@pytest.mark.parametrize(
    ("expression", "before", "after", "expected"),
    [
        ("12", 12, 9, "9"),
        ("-8", -8, 3, "3"),
        ("least(5 * pricing_page_viewed_days_30d, 15)", 15, 12, "least(4 * pricing_page_viewed_days_30d, 12)"),
        ("least(cast(round(2 * w) as integer), 6)", 6, 1, "least(cast(round(1 * w) as integer), 1)"),
        ("greatest(least(cast(round(12 * (a_7d - b)) as integer), 18), 0)", 18, 36,
         "greatest(least(cast(round(24 * (a_7d - b)) as integer), 36), 0)"),
        ("least(5 * days_30d, 15)", 15, 0, "0"),
        ("case when days_30d > 3 then 10 else 5 end", 10, 20, None),
        ("least(days_30d / 2, 15)", 15, 30, None),
        ("least(2 * (days_30d - 1), 10)", 10, 20, None),
        ("least(round(2 * w, 1), 10)", 10, 20, None),
        ("least(cast(2 * w as numeric(6, 0)), 10)", 10, 20, None),
    ],
)  # fmt: skip
def test_points_are_written_in_the_place_of_those_of_today(expression, before, after, expected):
    assert with_points(expression, before, after) == expected


def test_every_criterion_of_the_project_can_be_given_other_points(blocks, tmp_path):
    project = copy_of_project(tmp_path)
    criteria = [block for block in blocks if "points" in block.expressions]
    today = {found.name: found.points for found in criteria_of(criteria, {})}
    wanted = {name: (points, points + (1 if points > 0 else -1)) for name, points in today.items()}
    files, by_hand, diff = new_files(project, criteria, wanted)
    assert by_hand == [] and len(files) == 3
    assert "+    13 as points," in diff.splitlines()
    for path, text in files.items():
        (project / path).write_text(text, encoding="utf-8")
    changed = read_blocks(project)
    again = {found.name: found.points for found in criteria_of(changed, {})}
    assert again == {name: after for name, (_, after) in wanted.items()}
    but_for_points = [[block.expressions | {"points": ""} for block in side] for side in (changed, blocks)]
    assert but_for_points[0] == but_for_points[1]


def write_backtest(path: Path, blocks: list[Block], version: str) -> None:
    """A warehouse that holds a back-test of nine months in which those who ask, and those who decide, buy."""
    draw = np.random.default_rng(4)
    sets = {
        "": 0.02, "fit:decides=12": 0.05, "intent:asked_to_talk=25": 0.2, "intent:asked_to_talk=9": 0.08,
        "fit:decides=12, intent:asked_to_talk=25": 0.4, "engagement:unsubscribed=-8": 0.01, "intent:reads_pricing=5": 0.02,
    }  # fmt: skip
    with duckdb.connect(path) as connection:
        connection.execute("create schema analytics")
        connection.execute("create schema analytics_build")
        connection.execute("set schema = 'analytics'")
        connection.execute("create table backtest_dates (as_of timestamp, within_days integer, criteria_version text)")
        connection.execute(
            "create table backtest_patterns (as_of timestamp, criteria_met text, leads integer, conversions integer)"
        )
        for month in range(1, 10):
            moment = f"2025-{month:02}-01"
            connection.execute("insert into backtest_dates values (?, 30, ?)", [moment, version])
            for text, rate in sets.items():
                leads = int(draw.integers(80, 200))
                bought = int(draw.binomial(leads, rate))
                connection.execute("insert into backtest_patterns values (?, ?, ?, ?)", [moment, text, leads, bought])


@pytest.fixture(scope="module")
def backtested(parsed_copy, tmp_path_factory) -> tuple[Path, Marts]:
    """A copy of the project, and its warehouse."""
    project = parsed_copy(tmp_path_factory.mktemp("suggest"))
    write_backtest(project / "warehouse.duckdb", *read_model(project))
    return project, Marts(project / "warehouse.duckdb")


def test_the_rows_of_a_backtest_are_read_as_they_were_met(backtested, blocks):
    _, marts = backtested
    patterns = marts.query("select * from backtest_patterns order by as_of, criteria_met")
    rows = of_backtest(patterns, blocks, 60)
    assert rows.overlap == pytest.approx(60 / 30.4, rel=0.02)
    assert sorted(set(rows.scores(rows.points))) == [0, 5, 9, 12, 25, 37]


def run(project: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    given = {"PYTHONPATH": str(PROJECT / "src"), "DUCKDB_PATH": "warehouse.duckdb", "OMP_NUM_THREADS": "1"}
    return subprocess.run(
        [sys.executable, "-m", "lead_scoring.suggest", *arguments],
        cwd=project,
        env=os.environ | given,
        capture_output=True,
        text=True,
        check=False,
    )


def test_the_command_prints_and_writes_only_when_asked(backtested):
    project, marts = backtested
    assert_passed(dbt(project, "run", "--select", "suggested_points"))
    before = {path: path.read_text(encoding="utf-8") for path in project.glob("models/criteria/*.sql")}
    printed = run(project)
    assert printed.returncode == 0, printed.stderr
    assert "Learned from 6 dates, 2025-01-01 to 2025-06-01: " in printed.stdout
    assert "Tested on 3 dates, 2025-07-01 to 2025-09-01: " in printed.stdout
    assert "--- a/models/criteria/intent_criteria.sql" in printed.stdout and "Nothing is written." in printed.stdout
    for method in ("points of today", "points suggested", "logistic regression", "gradient boosting"):
        assert method in printed.stdout
    assert {path: path.read_text(encoding="utf-8") for path in before} == before
    # Where they are kept, for who publishes them.
    (line,) = re.findall(r"asked_to_talk +([\d,]+) +up to (\d+) +up to (\d+) +(\d+) to (\d+)", printed.stdout)
    recorded = marts.query("select * from suggested_points where criterion = 'asked_to_talk'")
    columns = ["leads_met", "points_now", "points_suggested", "points_low", "points_high"]
    assert [[row[column] for column in columns] for row in recorded] == [[int(number.replace(",", "")) for number in line]]
    assert run(project, "--write", "1").returncode == 1
    written = run(project, "--write", "yes")
    assert "Written: models/criteria/" in written.stdout
    assert {path: path.read_text(encoding="utf-8") for path in before} != before
    # The criteria are other ones now.
    again = run(project)
    assert (again.returncode, again.stderr) == (
        1, "The last back-test is of other criteria than those in the files; run make backtest again.\n"
    )  # fmt: skip


def write_table(path: Path, rows: int) -> None:
    """Leads with a date, two columns of yes and no, a number, a text and a key; who is on trial buys."""
    draw = np.random.default_rng(5)
    trial, opened = draw.random(rows) < 0.3, draw.random(rows) < 0.5
    pages = draw.poisson(4, rows)
    bought = draw.random(rows) < 0.02 + 0.3 * trial + 0.02 * pages
    lines = ["id,day,on trial,opened,pages,country,bought"]
    for number in range(rows):
        day = f"2025-{1 + number * 9 // rows:02}-15"
        words = ["yes" if trial[number] else "no", str(bool(opened[number])).lower() if number % 10 else ""]
        lines.append(f"{number},{day},{','.join(words)},{pages[number]},DE{number % 50},{int(bought[number])}")
    path.write_text("\n".join(lines), encoding="utf-8")


def test_any_table_of_yes_and_no_and_numbers_can_be_learnt_from(tmp_path):
    path = tmp_path / "leads.csv"
    write_table(path, 5000)
    rows, said = of_table(str(path), "bought")
    assert [criterion.name for criterion in rows.criteria] == ["on trial (yes)", "opened (yes)", "pages (1 to 7)"]
    assert said == "In the order of day. Left out, neither yes and no nor numbers: id, country."
    learnt, later = earlier_and_later(rows)
    points = suggest(learnt).points
    assert points[0] > points[2] > abs(points[1]) and sum(abs(points)) <= 110
    assert auc(later, later.scores(points)) > rivals(learnt, later)[0].auc - 0.01
    with pytest.raises(SuggestError, match="TABLE has no column outcome; name the one that says who bought"):
        of_table(str(path), "outcome")
    with pytest.raises(SuggestError, match="The column pages says more than yes and no"):
        of_table(str(path), "pages")
    with pytest.raises(SuggestError, match="cannot be read"):
        of_table(str(tmp_path / "none.csv"), "bought")
