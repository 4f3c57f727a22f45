"""The unit tests that `dbt build` runs prove the code: they pass whatever the clock says and wherever the rows come from."""

import duckdb
import pytest
from conftest import assert_passed, copy_of_project, dbt

from lead_scoring.contract import COLUMNS

# Whole runs, one after another.
pytestmark = pytest.mark.slow


def macros_of(manifest, names: list[str]) -> set[str]:
    found: set[str] = set()
    while names:
        name = names.pop()
        if name in manifest.macros and name not in found:
            found.add(name)
            names.extend(manifest.macros[name].depends_on.macros)
    return found


def test_a_unit_test_of_what_asks_for_the_moment_scored_names_that_moment(parsed_project):
    manifest = dbt(parsed_project, "parse").result
    asking = []
    for test in manifest.unit_tests.values():
        model = manifest.nodes[test.depends_on.nodes[0]]
        if "macro.lead_scoring.as_of_moment" in macros_of(manifest, list(model.depends_on.macros)):
            asking.append(test.name)
            assert test.overrides and "as_of" in (test.overrides.vars or {}), f"{test.name}: add overrides: vars: as_of"
    assert len(asking) > 5


def test_all_unit_tests_pass_on_tables_of_ones_own(tmp_path):
    project = copy_of_project(tmp_path)
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        connection.execute("create schema crm")
        for table, columns in COLUMNS.items():
            connection.execute(f"create table crm.raw_{table} ({', '.join(f'{column} varchar' for column in columns)})")
    kinds = ["--exclude-resource-type", "test"]
    assert_passed(dbt(project, "build", *kinds, connectors=["tables"], raw_schema="crm"))
