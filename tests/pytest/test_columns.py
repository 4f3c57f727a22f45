"""Every column is described in the YAML of its model, and every column described is there."""

import yaml
from conftest import PROJECT

from lead_scoring.meanings import measured


def described(name: str) -> dict[str, str]:
    """The descriptions of a model's columns, by column."""
    (path,) = PROJECT.glob(f"models/**/{name}.yml")
    (model,) = yaml.safe_load(path.read_text())["models"]
    return {column["name"]: column.get("description", "") for column in model.get("columns", [])}


def test_the_columns_described_are_those_that_are_built(sample):
    """Of the models that the sample builds. A column without a description would be in one set and not in the other."""
    models = {path.stem for path in PROJECT.glob("models/**/*.sql")}
    rows = sample.query(
        "select table_name, column_name from duckdb_columns() where schema_name in ('analytics', 'analytics_build')"
    )
    built = {(row["table_name"], row["column_name"]) for row in rows if row["table_name"] in models}
    names = {name for name, _ in built}
    assert built == {(name, column) for name in names for column, text in described(name).items() if text}


def test_a_measure_is_described_as_the_catalogue_of_activity_types_has_it():
    """The signal, half-life and note of a type are in seeds/lookups/activity_types.csv, and the descriptions repeat them."""
    meanings = measured(PROJECT)
    for name in ("lead_features", "scored_leads"):
        texts = described(name)
        assert {column: texts[column] for column in texts if column in meanings} == {
            column: meanings[column] for column in texts if column in meanings
        }
