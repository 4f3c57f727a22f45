"""How a deal of HubSpot or Salesforce ended: won, lost or open, each told by whatever the load says of it, or warned of."""

from pathlib import Path

import duckdb
import pytest
from conftest import assert_passed, copy_of_project, dbt

from tests.hubspot_case import make_hubspot
from tests.salesforce import deal, make_salesforce

STAGES = "stage_id is_closed closed_won probability _fivetran_synced".split()
DEALS = "deal_id deal_pipeline_stage_id property_hs_is_closed_won property_hs_is_closed_lost property_hs_is_closed".split()
UNKNOWN = "undecided"


@pytest.fixture(scope="module")
def project(tmp_path_factory) -> Path:
    """Both connectors' models of deals, as views of tables that each case fills anew."""
    project = copy_of_project(tmp_path_factory.mktemp("deals"))
    warehouse = project / "warehouse.duckdb"
    make_hubspot(warehouse)
    make_salesforce(warehouse, {"lead": [], "opportunity": OPPORTUNITIES}, types=lambda name: "varchar")
    with duckdb.connect(warehouse) as connection:
        for table, columns in {"deal_pipeline_stage": STAGES, "deal": DEALS}.items():
            typed = ", ".join(f"{column} varchar" for column in columns)
            connection.execute(f"create or replace table hubspot.{table} ({typed})")
    models = ["+hubspot_deals", "+salesforce_opportunities"]
    assert_passed(dbt(project, "run", "--select", *models, connectors=["hubspot", "salesforce"], as_of="2026-03-02"))
    return project


def ended(project: Path, model: str, key: str, says: str) -> dict[str, str | None]:
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        found = connection.execute(
            f"select {key}, case when is_undecided then '{UNKNOWN}' else {says} end from analytics_build.{model}"
        )
        return dict(found.fetchall())


def hubspot(project: Path, stages: list[tuple], deals: list[tuple]) -> dict[str, str | None]:
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        for table, columns, rows in [("deal_pipeline_stage", STAGES, stages), ("deal", DEALS, deals)]:
            connection.execute(f"delete from hubspot.{table}")
            for row in rows:
                given = [*row, *[None] * (len(columns) - len(row))]
                connection.execute(f"insert into hubspot.{table} values ({', '.join('?' for _ in columns)})", given)
    return ended(project, "hubspot_deals", "deal_id", "closed_as")


def in_each(stages: list[tuple]) -> list[tuple]:
    return [(stage[0], stage[0]) for stage in stages]


@pytest.mark.parametrize(
    ("stages", "expected"),
    [
        pytest.param(
            [
                *[("signed", "true", None, "1.0"), ("gone", "true", None, "0.0"), ("talks", "false", None, "0.4")],
                # Not rounded, and no percentage.
                *[("nearly", "true", None, "0.99"), ("hardly", "true", None, "0.01"), ("percent", "true", None, "100")],
                *[("nothing", "true", None, None), ("old", "FALSE", None, "0.0"), ("unread", "perhaps", None, "0.0")],
                *[("whole", "T", None, "1"), ("none", "1", None, "0.000"), ("sure", None, None, "1.0")],
            ],
            {
                *[("signed", "won"), ("gone", "lost"), ("talks", None), ("nearly", UNKNOWN), ("hardly", UNKNOWN)],
                *[("percent", UNKNOWN), ("nothing", UNKNOWN), ("old", None), ("unread", UNKNOWN), ("whole", "won")],
                *[("none", "lost"), ("sure", "won")],
            },
            id="by_is_closed_and_probability",
        ),
        pytest.param(
            [
                *[("closedwon", None, "true", None), ("closedlost", None, "true", None), ("55", None, "true", "0.0")],
                *[("56", None, "true", "1.0"), ("57", None, "true", None), ("58", None, "false", "0.3")],
            ],
            {("closedwon", "won"), ("closedlost", "lost"), ("55", "lost"), ("56", "won"), ("57", UNKNOWN), ("58", None)},
            id="where_closed_won_only_says_closed",
        ),
        pytest.param(
            [
                *[("a", "true", "true", None), ("b", "true", "false", None), ("c", "true", "maybe", None)],
                *[("d", "false", "false", None), ("e", "true", "true", "0.0")],
            ],
            {("a", "won"), ("b", "lost"), ("c", UNKNOWN), ("d", None), ("e", "lost")},
            id="where_closed_won_tells_closed_stages_apart",
        ),
        pytest.param(
            [("a", "true", "false", None), ("b", "true", None, None), ("c", "false", "true", None)],
            {("a", UNKNOWN), ("b", UNKNOWN), ("c", None)},
            id="an_open_stage_says_nothing_of_closed_ones",
        ),
        pytest.param(
            [("a", "true", None, "1.0", "2025-01-02"), ("a", "false", None, "0.5", "2025-01-01")],
            {("a", "won")},
            id="the_stage_as_it_was_loaded_last",
        ),
    ],
)
def test_a_deal_of_hubspot_ended_as_its_stage_says(project, stages, expected):
    assert set(hubspot(project, stages, in_each(stages)).items()) == expected


def test_what_a_deal_of_hubspot_says_of_itself_goes_first(project):
    stages = [("signed", "true", None, "1.0"), ("gone", "true", None, "0.0"), ("talks", "false", None, "0.4")]
    stages.append(("dark", "true", None, None))
    deals = {
        # Stage, won, lost and closed, each as the deal has it.
        ("gone", "true", "false", "true"): "won",
        ("signed", "false", "true", "true"): "lost",
        ("talks", "true", None, None): "won",
        ("nowhere", None, "t", None): "lost",
        ("signed", None, None, "false"): None,
        ("signed", "false", "false", None): None,
        ("signed", "false", None, "true"): "lost",
        ("dark", "false", None, None): "lost",
        ("dark", None, "false", None): "won",
        ("gone", None, None, "true"): "lost",
        ("talks", "false", None, None): None,
        ("talks", None, None, "true"): UNKNOWN,
        ("signed", "true", "true", "true"): UNKNOWN,
        ("signed", "false", "false", "true"): UNKNOWN,
        ("dark", "who knows", None, None): UNKNOWN,
        ("signed", "who knows", "", ""): "won",
        ("nowhere", None, None, None): UNKNOWN,
        ("closedlost", None, None, None): "lost",
    }
    found = hubspot(project, stages, [(str(number), *row) for number, row in enumerate(deals)])
    assert {row: found[str(number)] for number, row in enumerate(deals)} == deals


ENDED = {
    # is_closed, is_won and the name of the stage.
    ("true", "true", "Signed"): "won",
    ("true", "false", "Signed"): "lost",
    ("false", "false", "Closed Lost"): None,
    ("false", None, "Proposal"): None,
    ("true", None, "Signed"): UNKNOWN,
    ("true", "", None): UNKNOWN,
    ("true", "?", "Closed Won"): "won",
    ("yes", None, "closed lost "): "lost",
    (None, "false", "Proposal"): UNKNOWN,
    (None, "false", "Closed Won"): UNKNOWN,
    (None, "false", "Closed Lost"): "lost",
    (None, "1", None): "won",
    (None, None, "Proposal"): UNKNOWN,
}
OPPORTUNITIES = [
    deal(f"Deal{number:02}", is_closed=closed, is_won=won, stage_name=stage)
    for number, (closed, won, stage) in enumerate(ENDED)
]


def test_a_deal_of_salesforce_that_may_be_won_or_lost_is_neither(project):
    found = ended(project, "salesforce_opportunities", "id", "outcome")
    assert {row: found[given["id"][:15]] for row, given in zip(ENDED, OPPORTUNITIES, strict=True)} == ENDED
