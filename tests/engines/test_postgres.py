"""The project on a PostgreSQL server of its own: every table as on DuckDB, indexed, and open to the role of a BI tool."""

import json
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import psycopg2
import pytest
from inputs import INPUTS, SCHEMAS, append_awkward_rows, make_inputs
from parity import built_on_duckdb, differences, duckdb_rows
from postgres_server import PASSWORD, Server, postgres_server

from tests.project import WITHOUT_REPORTS, assert_passed, copy_of_project, dbt, marts_of

ALL_KINDS = ("seed", "view", "table", "incremental")


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgres_server() as started:
        yield started


def on_postgres(server: Server, project: Path, *arguments: str, **variables: object):
    with pytest.MonkeyPatch.context() as patch:
        for name, value in server.environment.items():
            patch.setenv(name, value)
        return dbt(project, *arguments, target="postgres", **variables)


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
    append_awkward_rows(project)
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
        -- Views have none of their own, and the tables behind them do.
        where
            schemas.nspname = 'analytics'
            or tables.relname in ('int_lead_scores', 'int_lead_score_reasons', 'int_lead_stages')
        group by tables.relname
    """)
    assert dict(found) == {
        "qualified_leads": "grade, lead_id, lead_rank, owner_id, stage",
        "int_lead_scores": "grade, lead_id",
        "int_lead_score_reasons": "criterion, lead_id",
        "int_lead_stages": "lead_id, stage",
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
    "select * from analytics.lead_scores",
    "insert into analytics_published.lead_scores (lead_id) values ('me')",
    "update analytics_published.lead_scores set lead_score = 100",
    "delete from analytics_published.lead_scores",
    "truncate analytics_published.lead_scores",
    "drop table analytics_published.lead_scores",
    "create table analytics_published.mine (lead_id text)",
    "create schema mine",
]
BI = "BI 'reader'"


def built_marts(project: Path) -> list[str]:
    return sorted(marts_of(json.loads((project / "target" / "manifest.json").read_text(encoding="utf-8"))))


def one_run(marts: list[str]) -> str:
    """A query that joins every mart, and gives the runs and moments that it meets."""
    runs = " union all ".join(f"select run_id, published_at from analytics_published.{mart}" for mart in marts)
    return f"select run_id, published_at from ({runs}) as every_mart group by 1, 2 order by 1"


def published(server: Server, project: Path, operation: str = "publish", **arguments: str):
    return on_postgres(server, project, "run-operation", operation, "--args", json.dumps(arguments), bi_role=BI)


def versions(server: Server) -> list[str]:
    found = server.query("select nspname from pg_namespace where nspname like 'analytics\\_published%' order by 1")
    return [name for (name,) in found]


def test_a_second_run_adds_to_the_history_and_bi_reads_what_is_published_and_no_more(sample: tuple[Server, Path]) -> None:
    database, project = sample
    database.execute(f"create role \"{BI}\" login password '{PASSWORD}'", f'grant usage on schema analytics to "{BI}"')
    marts = built_marts(project)
    for runs in (1, 2):
        assert_passed(published(database, project))
        with database.connect(user=BI) as connection, connection.cursor() as cursor:
            cursor.execute(one_run(marts))
            assert len(cursor.fetchall()) == 1
            for statement in FORBIDDEN:
                with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                    cursor.execute(statement)
        ((before,),) = database.query("select distinct run_id from analytics_published.run_history")
        assert_passed(on_postgres(database, project, "run", bi_role=BI))
        assert not published(database, project).success, "what is not tested is not published"
        assert database.query("select distinct run_id from analytics_published.run_history") == [(before,)]
        # As a whole dbt test, which the sample has passed, would leave it.
        database.execute("update analytics_build.built_marts set is_tested = true")
        assert database.query("select count(*), min(qualified) = max(qualified) from analytics.run_history") == [
            (runs + 1, True)
        ]
    # DuckDB had one run.
    assert_same(database, project, without="run_history")


def test_a_reader_meets_one_run_in_each_query_and_no_error_while_runs_are_published(sample: tuple[Server, Path]) -> None:
    database, project = sample
    query, met, over = one_run(built_marts(project)), set(), threading.Event()

    def read() -> int:
        queries = 0
        with database.connect() as connection, connection.cursor() as cursor:
            while not over.is_set():
                cursor.execute(query)
                met.add(tuple(cursor.fetchall()))
                queries += 1
        return queries

    with ThreadPoolExecutor() as pool:
        readers = [pool.submit(read) for _ in range(2)]
        try:
            for number in range(1, 6):
                database.execute(f"update analytics_build.built_marts set run_id = '20990101_00000{number}_0a1b2c3d'")
                assert_passed(published(database, project))
            assert_passed(published(database, project, "rollback"))
        finally:
            over.set()
    assert min(reader.result() for reader in readers) > 10
    assert len(met) > 3 and {len(runs) for runs in met} == {1}


def test_a_rollback_brings_back_a_run_and_a_request_for_privacy_removes_those_before(sample: tuple[Server, Path]) -> None:
    database, project = sample
    last = [f"20990101_00000{number}_0a1b2c3d" for number in range(2, 6)]
    for arguments, run in (({}, last[1]), ({"to": last[3]}, last[3])):
        assert_passed(published(database, project, "rollback", **arguments))
        aside = [f"analytics_published_{name}" for name in last if name != run]
        assert versions(database) == ["analytics_published", *aside]
        with database.connect(user=BI) as connection, connection.cursor() as cursor:
            cursor.execute("select distinct run_id from analytics_published.run_history")
            assert cursor.fetchall() == [(run,)]
            with pytest.raises(psycopg2.errors.InsufficientPrivilege):
                cursor.execute(f"select * from {aside[0]}.run_history")
    database.execute("update analytics_build.built_marts set privacy = md5('one more request')")
    assert_passed(published(database, project))
    assert versions(database) == ["analytics_published"]
    assert not published(database, project, "rollback").success


def test_a_bi_role_that_does_not_exist_is_one_sentence_and_nothing_is_built(server: Server, tmp_path: Path) -> None:
    database = server.create("no_role")
    outcome = on_postgres(database, copy_of_project(tmp_path), "run", bi_role="nobody")
    assert (
        "bi_role is nobody, which is no role of this server; make it (create role ... login), or empty bi_role in "
        "dbt_project.yml." in str(outcome.exception)
    )
    assert database.query("select count(*) from pg_tables where schemaname like 'analytics%'") == [(0,)]
