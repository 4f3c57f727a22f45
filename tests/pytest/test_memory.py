"""The history of hundreds of invented leads over weeks, held against an oracle that knows the design and not the SQL."""

import contextlib
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path

import duckdb
import pytest
from conftest import Marts, assert_passed, dbt, write_raw
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from oracle import known
from oracle_facts import moment
from oracle_feedback import Handover, criteria, feedback, handovers, reasons
from oracle_lookups import Row
from oracle_memory import record
from oracle_nurture import performance
from test_oracle import draw_cases, tables

from lead_scoring.build.replay import replay
from lead_scoring.sample.make import add_stories
from lead_scoring.sample.sales_stories import SALES_STORIES

# Whole runs, one after another.
pytestmark = pytest.mark.slow

# Days in a row, and gaps; before, on and after the day around which the leads' lives are piled up, which is the sample's.
MOMENTS = [
    datetime(2026, month, day, hour)
    for month, day, hour in [(2, 9, 8), (2, 23, 20), (3, 1, 8), (3, 2, 8), (3, 3, 8), (3, 20, 8)]
]
EVERY = 3  # of the cases
MAILED = ("2026-02-12 08:00:00", "2026-02-25 08:00:00")  # every other lead gets a mail
LOOKED_BACK_ON = datetime(2026, 4, 10, 8)  # when all moments but the last are more than 37 days ago
BACK = {"pricing_page_viewed": 12, "order_placed": 14}
SHOWN = 5
COLUMNS = [
    *("stage", "stage_since", "qualified_by", "qualified_since", "hand_raiser", "sales_ready", "sales_ready_since"),
    *("customer_is_back", "missing", "expired_at", "grade", "fit_score", "engagement_score", "intent_score", "lead_score"),
    *("nurture_segment", "nurture_segment_since"),
]
History = dict[tuple[str, datetime], dict[str, object]]


@pytest.fixture(scope="module")
def raw() -> dict[str, list[Row]]:
    cases = draw_cases()
    rows = tables({lead_id: cases[lead_id] for lead_id in sorted(cases)[::EVERY]})
    add_stories(rows, [story for story in SALES_STORIES if not story.request])
    # Whose a lead is follows from nothing that decides anything else.
    rows["leads"] = [row | {"owner_id": f"seller-{sum(map(ord, row['lead_id'])) % 2}"} for row in rows["leads"]]
    outcomes = enumerate(rows["sales_outcomes"])
    rows["sales_outcomes"] = [row | {"owner_id": f"seller-{number % 3}"} for number, row in outcomes]
    # Of every third refusal sales says when to try again: soon after, or on a day that is over.
    for number, row in enumerate(row for row in rows["sales_outcomes"] if row["outcome"] in ("rejected", "lost")):
        if number % 3 == 0:
            day = moment(row["occurred_at"]) + timedelta(days=[3, 25, -1][number // 3 % 3])
            row["contact_again_on"] = f"{day:%Y-%m-%d %H:%M:%S}"
    # Some are called in vain day after day, over one of the dates recorded, and answer, or do not.
    for number, lead_id in enumerate(sorted(cases)[:: 5 * EVERY]):
        for day in range(5 + number % 9):
            outcome = "connected" if (number, day) == (number // 4 * 4, 3) else "attempted"
            told = {"lead_id": lead_id, "outcome": outcome, "owner_id": "seller-0"}
            rows["sales_outcomes"].append(told | {"occurred_at": f"2026-02-{15 + day} 12:00:00"})
    for lead_id in sorted(cases)[:: 2 * EVERY]:
        for day in MAILED:
            mail = {"lead_id": lead_id, "activity_id": f"{lead_id} {day}", "activity_type": "email_delivered"}
            rows["activities"].append(mail | {"occurred_at": day})
    # Some come back before the last date, and buy.
    for lead_id in sorted(cases)[:: EVERY * EVERY]:
        for kind, day in BACK.items():
            came = {"lead_id": lead_id, "activity_id": f"{lead_id} {day}", "activity_type": kind}
            rows["activities"].append(came | {"occurred_at": f"2026-03-{day} 12:00:00"})
    return rows


@pytest.fixture(scope="module")
def project(raw: dict[str, list[Row]], parsed_copy, tmp_path_factory: pytest.TempPathFactory) -> Path:
    project = parsed_copy(tmp_path_factory.mktemp("memory"))
    write_raw(project, raw)
    run(project, MOMENTS)
    return project


def run(project: Path, moments: list[datetime]) -> None:
    os.environ["DUCKDB_PATH"] = "warehouse.duckdb"
    with contextlib.chdir(project):
        assert list(replay(moments, {})) == moments
    DuckDBConnectionManager.close_all_connections()
    os.environ["DUCKDB_PATH"] = str(project / "warehouse.duckdb")


def recorded(project: Path) -> History:
    rows = Marts(project / "warehouse.duckdb").rows("lead_stage_history")
    return {(row["lead_id"], row["recorded_at"]): {name: row[name] for name in COLUMNS} for row in rows}


def test_every_date_is_recorded_as_the_design_says(project: Path, raw: dict[str, list[Row]]) -> None:
    rows = record(raw, MOMENTS)
    expected = {(row["lead_id"], row["recorded_at"]): {name: row[name] for name in COLUMNS} for row in rows}
    # Otherwise it could pass by asking nothing.
    assert {row["stage"] for row in rows} >= {"customer", "opportunity", "sql", "sal", "disqualified", "recycled", "mql"}
    assert sum(row["expired_at"] == row["recorded_at"] for row in rows) > 3
    assert sum(row["stage"] == "mql" and row["recorded_at"] > row["qualified_since"] for row in rows) > 10
    segments = {row["nurture_segment"] for row in rows}
    assert segments >= {"lost", "recycled", "waiting_mql", "stalled", "customer", "in_touch", "intent_gone_cold", None}
    assert sum(row["stage_since"] < row["nurture_segment_since"] for row in rows if row["nurture_segment"]) > 10
    found = recorded(project)
    wrong = [key for key in sorted(expected | found) if expected.get(key) != found.get(key)]
    lines = [f"{lead} {at}: {differences(expected.get((lead, at)), found.get((lead, at)))}" for lead, at in wrong[:SHOWN]]
    assert not wrong, "\n".join([f"{len(wrong)} of {len(expected)} rows differ", *lines])


def story(project: Path, lead_id: str, *columns: str) -> list[tuple]:
    """What a lead's history says, at the time of each row."""
    return [tuple(row[name] for name in columns) for (lead, _), row in sorted(recorded(project).items()) if lead == lead_id]


def test_a_lead_whose_intent_wanders_around_the_line_enters_once(project: Path) -> None:
    entered = datetime(2026, 2, 23, 20)
    # 5 is the least that the score has to move by for a row; only an MQL has a qualified_since.
    assert story(project, "trial_user_on_and_off", "intent_score", "stage", "qualified_since")[:5] == [
        (8, "engaged", None),
        *[(intent, "mql", entered) for intent in (16, 8, 16, 8)],
    ]


def test_a_lead_that_sales_rejected_rests_and_is_back_when_the_rest_is_over(project: Path) -> None:
    stages = {
        lead_id: list(dict.fromkeys(stage for (stage,) in story(project, lead_id, "stage")))
        for lead_id in ("rejected_and_back_after_the_rest", "rejected_and_back_too_soon", "unreachable_after_six_attempts")
    }
    assert stages == {
        # In the end nobody had touched it for 10 working days.
        "rejected_and_back_after_the_rest": ["recycled", "mql", "engaged"],
        "rejected_and_back_too_soon": ["recycled"],
        "unreachable_after_six_attempts": ["lead", "recycled"],
    }


def differences(expected: dict[str, object] | None, found: dict[str, object] | None) -> str:
    if expected is None or found is None:
        return "not expected" if expected is None else f"not found: {expected}"
    return ", ".join(f"{name} {expected[name]}, found {found[name]}" for name in COLUMNS if expected[name] != found[name])


def test_a_date_recorded_again_or_from_the_middle_on_changes_nothing(project: Path) -> None:
    before = recorded(project)
    run(project, MOMENTS[-1:])
    assert recorded(project) == before
    run(project, MOMENTS[4:])
    assert recorded(project) == before


@pytest.fixture(scope="module")
def handed(project: Path, raw: dict[str, list[Row]]) -> list[Handover]:
    """What the oracle says of the handovers, once dbt has built what it says."""
    assert_passed(
        dbt(project, "run", "--select", "stages_known_since", "sales_handovers+", as_of=f"{MOMENTS[-1]:%Y-%m-%d %H:%M:%S}")
    )
    sources = {
        row["lead_id"]: row["lead_source"] or "unknown" for row in Marts(project / "warehouse.duckdb").rows("lead_features")
    }
    rows = handovers(record(raw, MOMENTS), raw, MOMENTS[-1])
    return [row | {"lead_source": sources[row["lead_id"]]} for row in rows]


def test_handovers_and_what_sales_made_of_them(project: Path, handed: list[Handover]) -> None:
    assert {row["answer"] for row in handed} == {"none", "accepted", "rejected"}
    assert {row["is_expired"] for row in handed} == {True, False}
    assert len({row["lead_id"] for row in handed}) < len(handed)
    marts = Marts(project / "warehouse.duckdb")
    names = [name for name in handed[0] if name not in ("hours", "lead_source")]
    expected = [tuple(row[name] for name in names) for row in handed]
    assert sorted(expected, key=str) == sorted(
        (tuple(row[name] for name in names) for row in marts.rows("sales_handovers")), key=str
    )
    told = feedback(handed)
    found = {(row["cut_by"], row["cut_value"]): row for row in marts.rows("sales_feedback")}
    assert set(told) == set(found)
    for cut, figures in told.items():
        # Hours are rounded to cents before and after they are laid in order.
        near = {name: figure if figure is None else pytest.approx(figure, abs=0.011) for name, figure in figures.items()}
        row = found[cut]
        assert {name: row[name] if row[name] is None else float(row[name]) for name in near} == near, cut


def test_why_sales_rejected_leads_and_which_criteria_they_had_met(project: Path, handed: list[Handover]) -> None:
    marts = Marts(project / "warehouse.duckdb")
    told = reasons(handed)
    found = {
        (row["cut_by"], row["cut_value"], row["rejection_reason"]): row["rejected"]
        for row in marts.rows("rejections_by_reason")
    }
    assert found == told
    names = ("rejected_met", "rejected", "accepted_met", "accepted")
    rows = marts.rows("rejections_by_criterion")
    counts = {(row["criterion"], row["reason"]): tuple(row[name] for name in names) for row in rows}
    assert counts == criteria(handed)
    for row in rows:
        if row["accepted_met"]:
            share = row["rejected_met"] / row["rejected"] / (row["accepted_met"] / row["accepted"])
            assert float(row["times_as_often"]) == pytest.approx(share, abs=1e-6)


def test_what_nurturing_did_is_counted_as_the_design_says(project: Path, raw: dict[str, list[Row]]) -> None:
    selected = ["bot_activities", "nurture_episodes", "nurture_performance"]
    assert_passed(dbt(project, "run", "--select", *selected, as_of=str(LOOKED_BACK_ON)))
    did = {lead_id: pair[1] for lead_id, pair in known(**raw, as_of=MOMENTS[-1]).items()}
    expected = performance(record(raw, MOMENTS), did, LOOKED_BACK_ON)
    found = {row["nurture_segment"]: row for row in Marts(project / "warehouse.duckdb").rows("nurture_performance")}
    assert set(found) == set(expected)
    counts = [name for name in next(iter(found.values())) if name in expected["(all)"]]
    # Otherwise it could pass by asking nothing.
    assert len(counts) == 10 and all(expected["(all)"][name] for name in counts)
    for segment, row in found.items():
        assert {name: row[name] for name in counts} == {name: expected[segment][name] for name in counts}, segment


def test_an_earlier_warehouse_keeps_its_history_and_not_its_people(sample, parsed_copy, tmp_path):
    project = parsed_copy(tmp_path)
    shutil.copy(sample.database, project)
    with duckdb.connect(str(project / "warehouse.duckdb")) as connection:
        connection.execute("create table analytics_build.recorded_stages as from analytics_build.lead_stage_log")
        connection.execute("drop table analytics_build.lead_stage_log")
        connection.execute("create table analytics_build.stg_leads as from analytics_build.int_leads")
    assert_passed(dbt(project, "run", "--select", "int_lead_id_crosswalk", "int_leads"))
    upgraded = Marts(project / "warehouse.duckdb")
    history = "select * from lead_stage_log order by all"
    assert upgraded.query(history) == sample.query(history)
    assert (
        upgraded.query("select table_name from duckdb_tables() where table_name in ('stg_leads', 'recorded_stages')") == []
    )
