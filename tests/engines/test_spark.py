"""The sample on a Spark of its own, in this process: every table as on DuckDB."""

from pathlib import Path

from inputs import append_awkward_leads
from on_spark import assert_same, on_spark
from spark_session import Spark

from tests.project import assert_passed, copy_of_project, dbt

EXPECTED = ["qualified_leads", "recorded_stages", "load_reconciliation", "lead_funnel"]


def test_the_sample_and_awkward_text_are_the_same_and_a_second_run_adds_to_the_history(spark: Spark, tmp_path: Path) -> None:
    project = copy_of_project(tmp_path)
    append_awkward_leads(project)
    for command in ("seed", "run"):
        assert_passed(dbt(project, command))
    for command in ("seed", "run", "test"):
        assert_passed(on_spark(project, command))
    assert_same(spark, project, *EXPECTED)
    for run in (dbt, on_spark):
        assert_passed(run(project, "run", "--select", "run_history"))
    assert len(spark.rows("run_history")[1]) == 2
    assert_same(spark, project, *EXPECTED)
