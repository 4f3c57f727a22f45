"""The project on a PostgreSQL server of its own: every table as on DuckDB, indexed, and open to the role of a BI tool."""

import json
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from inputs import INPUTS, SCHEMAS, append_awkward_leads, make_inputs
from parity import built_on_duckdb, differences, duckdb_rows
from postgres_server import PASSWORD, Server, postgres_server

from tests.project import WITHOUT_REPORTS, assert_passed, copy_of_project, dbt

ALL_KINDS = ("seed", "view", "table", "incremental")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgres_server() as started:
        yield started


def on_postgres(server: Server, project: Path, *arguments: str, **variables: object):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        return dbt(project, *arguments, "--target", "postgres", **variables)


def assert_same(server: Server, project: Path, without: str = "") -> None:
    """Everything that dbt has built of the project, views too, is the same on both engines."""
    tables = built_on_duckdb(project, ALL_KINDS)
    assert "qualified_leads" in tables
    tables = [table for table in tables if table != without]
    told = differences(tables, duckdb_rows(project / "warehouse.duckdb"), server.rows)
    assert not told, "\n".join(told)


@pytest.fixture(scope="module")
def sample(server: Server, tmp_path_factory: pytest.TempPathFactory) -> tuple[Server, Path]:
    """The sample on both engines, with every data test and unit test passed on PostgreSQL."""
    project, database = copy_of_project(tmp_path_factory.mktemp("sample")), server.create("sample")
    append_awkward_leads(project)
    for command in ("seed", "run"):
        assert_passed(dbt(project, command))
    for command in ("seed", "run", "test"):
        assert_passed(on_postgres(database, project, command))
    return database, project


def test_the_sample_and_awkward_text_are_the_same(sample: tuple[Server, Path]) -> None:
    assert_same(*sample)


def test_typed_tables_and_events_of_a_web_shop_are_the_same(server: Server, tmp_path: Path) -> None:
    database, warehouse = server.create("inputs"), copy_of_project(tmp_path) / "warehouse.duckdb"
    make_inputs(warehouse, tmp_path / "parquet")
    for schema in SCHEMAS:
        database.copy_from(warehouse, schema, tmp_path)
    # The reports do not hang on where rows come from; the sample goes through them.
    chosen = ("build", *WITHOUT_REPORTS, "--exclude-resource-type", "unit_test")
    assert_passed(dbt(tmp_path, *chosen, "test", **INPUTS))
    assert_passed(on_postgres(database, tmp_path, *chosen, **INPUTS))
    assert_same(database, tmp_path)


def test_tables_carry_the_indexes_of_a_bi_tools_filters(sample: tuple[Server, Path]) -> None:
    database, _ = sample
    found = database.query("""
        select tables.relname, string_agg(columns.attname, ', ' order by columns.attname)
        from pg_index
        inner join pg_class as tables on pg_index.indrelid = tables.oid
        inner join pg_attribute as columns on columns.attrelid = tables.oid and columns.attnum = pg_index.indkey[0]
        inner join pg_namespace as schemas on tables.relnamespace = schemas.oid
        where schemas.nspname = 'analytics'
        group by tables.relname
    """)
    assert dict(found) == {
        "qualified_leads": "grade, lead_id, lead_rank, owner_id, stage",
        "lead_scores": "grade, lead_id",
        "lead_score_reasons": "criterion, lead_id",
        "lead_stages": "lead_id, stage",
        "lead_stage_dates": "lead_id",
        "lead_segments": "lead_id",
        "sales_queue": "lead_id, owner_id",
        "nurture_queue": "lead_id, nurture_segment",
        "account_scores": "account_rank, company_domain",
        "activities_by_programs": "lead_id",
        "lead_timeline": "lead_id",
    }


FORBIDDEN = [
    "select * from analytics_build.lead_features",
    "select * from analytics_raw.sample_leads",
    "insert into analytics.lead_scores (lead_id) values ('me')",
    "update analytics.lead_scores set lead_score = 100",
    "delete from analytics.lead_scores",
    "truncate analytics.lead_scores",
    "drop table analytics.lead_scores",
    "create table analytics.mine (lead_id text)",
    "create schema mine",
]


def tables_of_the_marts(project: Path) -> list[str]:
    manifest = json.loads((project / "target" / "manifest.json").read_text(encoding="utf-8"))
    models = [node for node in manifest["nodes"].values() if node["resource_type"] == "model"]
    return [node["name"] for node in models if node["schema"] == "analytics" and node["config"]["materialized"] != "view"]


def test_a_second_run_adds_to_the_history_and_lets_the_bi_role_read_the_marts_and_no_more(
    sample: tuple[Server, Path],
) -> None:
    database, project = sample
    database.execute(f"create role \"BI 'reader'\" login password '{PASSWORD}'")
    marts = [name for (name,) in database.query("select tablename from pg_tables where schemaname = 'analytics'")]
    assert sorted(marts) == sorted(tables_of_the_marts(project))
    for runs in (2, 3):
        assert_passed(on_postgres(database, project, "run", bi_role="BI 'reader'"))
        assert database.query("select count(*), min(qualified) = max(qualified) from analytics.run_history") == [
            (runs, True)
        ]
        with database.connect(user="BI 'reader'") as connection, connection.cursor() as cursor:
            for mart in marts:
                cursor.execute(f"select count(*) from analytics.{mart}")
            for statement in FORBIDDEN:
                with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                    cursor.execute(statement)
    # DuckDB had one run.
    assert_same(database, project, without="run_history")


def test_a_bi_role_that_does_not_exist_is_one_sentence_and_nothing_is_built(server: Server, tmp_path: Path) -> None:
    database = server.create("no_role")
    outcome = on_postgres(database, copy_of_project(tmp_path), "run", bi_role="nobody")
    assert (
        "bi_role is nobody, which is no role of this server; make it (create role ... login), or empty bi_role in "
        "dbt_project.yml." in str(outcome.exception)
    )
    assert database.query("select count(*) from pg_tables where schemaname like 'analytics%'") == [(0,)]
