"""MetricFlow takes the semantic models, and answers from the built sample what the funnel says."""

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import PROJECT, Marts, assert_passed, copy_of_project, dbt
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt_metricflow.cli.cli_configuration import CLIConfiguration
from metricflow.engine.metricflow_engine import MetricFlowQueryRequest
from metricflow.validation.data_warehouse_model_validator import DataWarehouseModelValidator
from metricflow_semantic_interfaces.validations.semantic_manifest_validator import SemanticManifestValidator

# Whole runs, one after another.
pytestmark = pytest.mark.slow

COUNTS = ["leads", "engaged", "mqls", "sals", "sqls", "opportunities", "customers"]
STAGES = ["lead", "engaged", "mql", "sal", "sql", "opportunity", "customer"]
RATES = {f"{STAGES[n]}_to_{STAGES[n + 1]}": (COUNTS[n + 1], COUNTS[n]) for n in range(6)}
RATES |= {"lead_to_customer": ("customers", "leads")}


@pytest.fixture(scope="module")
def asked(sample: Marts, tmp_path_factory: pytest.TempPathFactory) -> Iterator[CLIConfiguration]:
    """The sample with `semantic` among its model-paths. The command `mf` would ask an index for a newer one."""
    project = copy_of_project(tmp_path_factory.mktemp("metricflow"))
    shutil.copytree(PROJECT / "semantic", project / "semantic")
    shutil.copy(sample.database, project / "warehouse.duckdb")
    settings = project / "dbt_project.yml"
    settings.write_text(settings.read_text().replace("model-paths: [models]", "model-paths: [models, semantic]"))
    assert_passed(dbt(project, "run", "--write-json", "--select", "calendar_days"))
    with contextlib.chdir(project):
        configuration = CLIConfiguration()
        configuration.setup(Path(), Path(), configure_file_logging=False)
        yield configuration
    DuckDBConnectionManager.close_all_connections()


def test_the_semantic_models_are_valid_and_the_warehouse_has_what_they_name(asked: CLIConfiguration) -> None:
    manifest = asked.semantic_manifest
    results = [SemanticManifestValidator().validate_semantic_manifest(manifest)]
    warehouse = DataWarehouseModelValidator(sql_client=asked.sql_client)
    for check in ("semantic_models", "dimensions", "entities", "simple_metrics", "metrics"):
        results.append(getattr(warehouse, f"validate_{check}")(manifest))
    assert [issue for result in results for issue in (*result.errors, *result.warnings)] == []
    assert {metric.name for metric in manifest.metrics} == {*COUNTS, *RATES, "revenue"}


def test_metricflow_says_what_the_funnel_says(asked: CLIConfiguration, sample: Marts) -> None:
    metrics = [*COUNTS, "revenue", *RATES]
    groups = ["metric_time__month", "lead__lead_source"]
    table = asked.mf.query(MetricFlowQueryRequest.create(metric_names=metrics, group_by_names=groups)).result_df
    answers = [dict(zip(table.column_names, row, strict=True)) for row in table.rows]
    found = {
        (row["metric_time__month"].date(), row["lead__lead_source"]): [row[name] for name in metrics] for row in answers
    }
    sums = ", ".join(f"sum({name}) as {name}" for name in [*COUNTS, "revenue"])
    expected = {}
    for row in sample.query(f"select created_month, lead_source, {sums} from lead_funnel group by all"):
        rates = [row[part] / row[whole] if row[whole] else None for part, whole in RATES.values()]
        expected[row["created_month"], row["lead_source"]] = [
            None if value is None else pytest.approx(float(value))
            for value in [*(row[name] for name in [*COUNTS, "revenue"]), *rates]
        ]
    assert len(expected) > 20
    assert found == expected
