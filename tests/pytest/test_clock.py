"""The demo never goes stale, and as_of is the only notion of now."""

import shutil
from datetime import UTC, datetime, timedelta

import time_machine
from conftest import WITHOUT_REPORTS, Marts, copy_of_project, dbt

MARTS = [
    *("qualified_leads", "lead_scores", "lead_score_reasons", "lead_stages", "criterion_counts"),
    *("load_reconciliation", "rejected_records", "unmapped_values", "unreadable_values"),
]


def contents(marts: Marts) -> dict[str, list[str]]:
    return {table: sorted(map(str, marts.rows(table))) for table in MARTS}


def test_the_sample_is_the_same_with_the_clock_five_years_ahead(sample, tmp_path):
    later = datetime.now(UTC) + timedelta(days=5 * 365)
    project = copy_of_project(tmp_path)
    with time_machine.travel(later):
        assert dbt(project, "build", *WITHOUT_REPORTS, "--exclude-resource-type", "test", "unit_test").success
    compiled = (project / "target/compiled/lead_scoring/models/intermediate/identity/int_lead_records.sql").read_text()
    assert f"timestamp '{later.year}" in compiled or f"cast('{later.year}" in compiled, "the clock was not moved"
    assert contents(Marts(project / "warehouse.duckdb")) == contents(sample)


def test_as_of_that_is_no_moment_ends_the_run_with_one_sentence(tmp_path):
    result = dbt(copy_of_project(tmp_path), "compile", "--select", "lead_features", as_of="tomorrow")
    assert not result.success
    assert "as_of is 'tomorrow'; write a day or a moment" in str(result.exception or result.result[0].message)


def test_a_connector_that_does_not_exist_is_named(tmp_path):
    result = dbt(copy_of_project(tmp_path), "parse", connectors=["sales_cloud"])
    assert "connectors names 'sales_cloud', which does not exist" in str(result.exception)


def test_a_clock_that_went_back_ends_the_run_before_anything_is_built(sample, parsed_copy, tmp_path):
    project = parsed_copy(tmp_path)
    shutil.copy(sample.database, project)
    with time_machine.travel(datetime.now(UTC) - timedelta(days=365)):
        result = dbt(project, "build", "--select", "sample_leads", "run_history")
    assert not result.success
    said = str(result.exception or result.result[0].message)
    assert "The clock says" in said and "is recorded already. Set the clock" in said
    assert contents(Marts(project / "warehouse.duckdb")) == contents(sample)
