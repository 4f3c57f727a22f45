"""What dbt does not check of its own project files."""

import re
from pathlib import Path

import pytest
import yaml
from dbt.jsonschemas.jsonschemas import project_schema, resources_schema
from jsonschema import Draft7Validator

from lead_scoring.failures import MAY_READ

PROJECT = Path(__file__).parents[2]
PROPERTIES = sorted([*PROJECT.glob("models/**/*.yml"), *PROJECT.glob("seeds/**/*.yml"), *PROJECT.glob("tests/**/*.yml")])
# Keys that dbt Core 1.11 asks for and its schema does not know: test_metricflow.py reads this one.
SEMANTIC = PROJECT / "semantic/_semantic.yml"
MODELS = sorted([*PROJECT.glob("models/**/*.sql"), *PROJECT.glob("semantic/*.sql")])
# guards.sql names the clocks that it looks for.
MACROS = [path for path in PROJECT.glob("macros/**/*.sql") if path.stem != "guards"]
SQL = sorted([*MODELS, *MACROS, *PROJECT.glob("tests/data/*.sql")])


def without_jinja(value: object) -> object:
    """dbt renders these before it reads them; the only ones here are switches."""
    if isinstance(value, dict):
        return {key: without_jinja(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [without_jinja(inner) for inner in value]
    return True if isinstance(value, str) and "in var('connectors')" in value else value


def complaints(schema: dict, content: object) -> list[str]:
    content = without_jinja(content)
    return [f"{error.json_path}: {error.message[:200]}" for error in Draft7Validator(schema).iter_errors(content)]


@pytest.mark.parametrize("path", PROPERTIES, ids=lambda path: path.name)
def test_yaml_keys_are_known(path):
    """dbt passes over a misspelt key without a word; its own schema does not."""
    assert complaints(resources_schema(), yaml.safe_load(path.read_text())) == []


def test_project_keys_are_known():
    assert complaints(project_schema(), yaml.safe_load((PROJECT / "dbt_project.yml").read_text())) == []


def test_a_misspelt_key_is_found():
    misspelt = {"version": 2, "models": [{"name": "int_leads", "descripton": "A lead."}]}
    assert complaints(resources_schema(), misspelt)


def test_a_unit_test_has_a_name_that_postgresql_takes():
    """dbt names a table after it, and a name has 63 characters there at most."""
    names = [test["name"] for path in PROPERTIES for test in yaml.safe_load(path.read_text()).get("unit_tests", [])]
    assert names and [name for name in names if len(name) > 63] == []


def test_every_model_is_described_and_no_description_is_left_over():
    described = [
        model["name"]
        for path in [*PROPERTIES, SEMANTIC]
        for model in yaml.safe_load(path.read_text()).get("models", [])
        if model.get("description")
    ]
    assert sorted(described) == sorted(path.stem for path in MODELS)


def test_every_column_of_a_mart_is_described():
    marts = [
        model
        for path in PROPERTIES
        for model in yaml.safe_load(path.read_text()).get("models", [])
        if model.get("config", {}).get("contract", {}).get("enforced")
    ]
    assert {path.stem for path in PROJECT.glob("models/marts/*/*.sql")} <= {mart["name"] for mart in marts}
    columns = [(mart["name"], column) for mart in marts for column in mart["columns"]]
    assert [(mart, column["name"]) for mart, column in columns if not column.get("description")] == []


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_the_first_line_says_what_one_row_is(path):
    assert re.match(r"-- (One row per|[A-Z]+, one row per) ", path.read_text())


def test_no_model_reads_a_clock_or_asks_for_the_engine():
    forbidden = re.compile(
        r"current_(date|timestamp|time)|\bnow\(|getdate|sysdate|localtime|target\.(type|name)", re.IGNORECASE
    )
    assert [f"{path.name}: {found[0]}" for path in SQL if (found := forbidden.search(path.read_text()))] == []


def test_layers_read_only_what_they_may():
    for folder, allowed in MAY_READ.items():
        for path in PROJECT.glob(f"models/{folder}/*.sql"):
            assert set(re.findall(r"ref\('(\w+)'\)", path.read_text())) <= allowed, path.name
