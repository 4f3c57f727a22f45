"""Other inputs on a Spark of its own: every table as on DuckDB. A file apart, so that two processes share the work."""

from pathlib import Path

from inputs import INPUTS, SCHEMAS, make_inputs
from on_spark import assert_same, on_spark
from spark_session import Spark

from tests.project import assert_passed, copy_of_project, dbt


def test_typed_tables_and_events_of_a_web_shop_are_the_same(spark: Spark, tmp_path: Path) -> None:
    warehouse = copy_of_project(tmp_path) / "warehouse.duckdb"
    make_inputs(warehouse, tmp_path / "parquet")
    for schema in SCHEMAS:
        # Two vendors have a table of the same name.
        (tmp_path / schema).mkdir()
        spark.copy_from(warehouse, schema, tmp_path / schema)
    # What follows from the features does not hang on where rows come from; the sample goes through it.
    marts = ("+load_reconciliation", "+unmapped_values", "+unreadable_values")
    chosen = ["--select", "path:seeds", "+path:models/features", *marts, "--exclude-resource-type", "test", "unit_test"]
    for build in (dbt, on_spark):
        assert_passed(build(tmp_path, "build", *chosen, **INPUTS))
    assert_same(spark, tmp_path, "lead_features", "load_reconciliation")
