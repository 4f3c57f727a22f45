"""The sample on a Spark of its own, in this process: every table as on DuckDB; and runs published as views."""

import json
from pathlib import Path

import pytest
from inputs import append_awkward_rows
from on_spark import assert_same, on_spark
from spark_session import Spark

from tests.project import assert_passed, copy_of_project, dbt

RUNS = [f"20990101_00000{number}_0a1b2c3d" for number in range(5)]
EXPECTED = ["qualified_leads", "lead_stage_log", "load_reconciliation", "lead_funnel"]


def test_views_are_turned_to_a_run_and_back_and_old_runs_go(
    spark: Spark, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Over four small tables in place of the marts."""
    monkeypatch.setenv("DBT_SCHEMA", "small")
    project = copy_of_project(tmp_path)

    def sql(statement: str) -> list[tuple]:
        return [tuple(row) for row in spark.session.sql(statement).collect()]

    def built(run: str, *marts: str, is_tested: str = "true", privacy: str = "a") -> None:
        rows = ", ".join(f"('{mart}', '{run}', {is_tested}, md5('{privacy}'))" for mart in marts)
        sql("drop table if exists small_build.built_marts")
        sql(f"create table small_build.built_marts as select * from values {rows} as t(mart, run_id, is_tested, privacy)")

    def operation(name: str, **given: str):
        return on_spark(project, "run-operation", name, "--args", json.dumps(given), old_versions_kept=2)

    def in_place(mart: str) -> list[str]:
        return [run for (run,) in sql(f"select distinct run_id from small_published.{mart}")]

    def kept() -> list[str]:
        return [name for (name,) in sql("show schemas like 'small_published_*'")]

    for statement in (
        "create schema small",
        "create schema small_build",
        "create table small.lead_scores as select 1 as lead_id",
        "create table small.run_history as"
        " select 1 as leads, 'sample' as connectors, timestamp '2026-03-02' as run_started_at",
        "create table small.load_reconciliation as"
        " select 'raw_leads' as raw_table, 1 as rows_in, 1 as used, 0 as rejected, timestamp '2026-03-01' as newest_at",
        "create table small.lead_stages as"
        " select 1 as lead_id, 'mql' as stage, cast(null as timestamp) as expired_at, timestamp '2026-03-02' as as_of",
    ):
        sql(statement)
    # What a run writes when nothing failed.
    columns = "request string, lead_id string, addresses string, row_status string"
    sql(f"create table small_build.stg_privacy_request_records ({columns})")
    sql("create table small_build.int_erased_records as select 'a' as record")
    written = "{{ write_built_marts(this_run(), true, privacy_now()) }}"
    sql(on_spark(project, "compile", "--inline", written).result.results[0].node.compiled_code)
    assert sql("select count(*) > 40, max(length(privacy)) from small_build.built_marts") == [(True, 32)]
    for run in RUNS[:4]:
        built(run, "lead_scores", "run_history", "load_reconciliation", "lead_stages")
        assert_passed(operation("publish"))
        assert in_place("lead_scores") == in_place("run_history") == [run]
    assert kept() == [f"small_published_{run}" for run in RUNS[1:4]]
    assert_passed(operation("rollback"))
    assert in_place("run_history") == [RUNS[2]]
    built(RUNS[4], "run_history", is_tested="false")
    assert not operation("publish").success and in_place("run_history") == [RUNS[2]]
    # A mart that is no more has no view any more, and after a request for privacy there are no old runs.
    built(RUNS[4], "run_history", privacy="b")
    assert_passed(operation("publish"))
    assert [name for _, name, *_ in sql("show views in small_published")] == ["run_history"]
    assert in_place("run_history") == [RUNS[4]] and kept() == [f"small_published_{RUNS[4]}"]


def test_the_sample_and_awkward_text_are_the_same_and_a_second_run_adds_to_the_history(spark: Spark, tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    append_awkward_rows(project)
    for command in ("seed", "run"):
        assert_passed(dbt(project, command))
    for command in ("seed", "run", "test"):
        assert_passed(on_spark(project, command))
    assert_same(spark, project, *EXPECTED)
    for run in (dbt, on_spark):
        assert_passed(run(project, "run", "--select", "run_history"))
    assert len(spark.rows("run_history")[1]) == 2
    assert_same(spark, project, *EXPECTED)
