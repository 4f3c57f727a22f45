"""People and programs planted side by side: how many of whose clicks and page views are left out, and by which rule."""

from collections import Counter

import pytest
from conftest import Marts, Row, assert_passed, copy_of_project, dbt, write_raw
from oracle_programs import programs
from planted_clicks import plant

# Whole runs, one after another.
pytestmark = pytest.mark.slow

RULES = {"known_agent", "clicked_on_delivery", "clicked_every_link", "clicked_unopened", "viewed_too_fast"}
DONE = """
select
    records.activity_type,
    records.activity_id,
    coalesce(automated.caught_by, 'counted') as fate
from stg_activity_records as records
left join bot_activities as automated using (activity_key)
"""


@pytest.fixture(scope="module")
def planted() -> dict[str, list[Row]]:
    return plant()


@pytest.fixture(scope="module")
def marts(planted: dict[str, list[Row]], tmp_path_factory: pytest.TempPathFactory) -> Marts:
    project = copy_of_project(tmp_path_factory.mktemp("planted"))
    write_raw(project, planted)
    assert_passed(dbt(project, "seed"))
    assert_passed(dbt(project, "run", "--select", "+activities_by_programs", as_of="2026-03-02"))
    return Marts(project / "warehouse.duckdb")


@pytest.fixture(scope="module")
def fates(marts: Marts) -> dict[str, Counter[str]]:
    """What became of each kind of activity, as in "email_clicked human" and "email_clicked human pictures off"."""
    found: dict[str, Counter[str]] = {}
    for row in marts.query(DONE):
        who, *kind = row["activity_id"].split()[:-1]
        for name in {who, " ".join([who, *kind])}:
            found.setdefault(f"{row['activity_type']} {name}", Counter())[row["fate"]] += 1
    return found


def share_caught(counts: Counter[str]) -> float:
    return 1 - counts["counted"] / counts.total()


def test_fewer_than_one_in_a_hundred_of_human_clicks_and_page_views_are_caught(fates: dict[str, Counter[str]]) -> None:
    assert fates["email_clicked human"].total() > 2_000 and fates["page_viewed human"].total() > 10_000
    # Also of those who read without pictures, whose opens nobody sees, and of those who open many pages at once.
    people = ["email_clicked human", "email_clicked human pictures off", "page_viewed human", "page_viewed human tabs"]
    assert {name: share_caught(fates[name]) for name in people if share_caught(fates[name]) >= 0.01} == {}


def test_most_clicks_and_page_views_of_programs_are_caught(fates: dict[str, Counter[str]]) -> None:
    assert share_caught(fates["email_clicked program"]) > 0.84
    assert share_caught(fates["page_viewed program"]) > 0.58
    assert share_caught(fates["page_viewed program fast_crawler"]) > 0.95
    assert {fate for counts in fates.values() for fate in counts} == {*RULES, "counted"}


def test_every_activity_that_is_caught_is_listed_with_its_lead_and_content(marts: Marts) -> None:
    listed = Counter((row["lead_id"], row["content_id"], row["caught_by"]) for row in marts.rows("activities_by_programs"))
    caught = marts.query(f"select lead_id, content_id, fate from ({DONE.replace('records.activity_id', 'records.*')})")
    assert listed and listed == Counter(tuple(row.values()) for row in caught if row["fate"] != "counted")


def test_the_rules_catch_what_plain_python_finds_by_looking_at_every_pair(
    marts: Marts, planted: dict[str, list[Row]]
) -> None:
    caught = {row["activity_id"]: row["fate"] for row in marts.query(DONE) if row["fate"] != "counted"}
    assert caught == programs(planted["activities"])
