"""The project as a package of another dbt project."""

import contextlib
from pathlib import Path

import pytest
from conftest import Marts, assert_passed, copy_of_project
from dbt.adapters.duckdb.connections import DuckDBConnectionManager

from lead_scoring.dbt_commands import QUIET, invoke

# Whole runs, one after another.
pytestmark = pytest.mark.slow

FILES = {
    "dbt_project.yml": "name: acme\nprofile: acme\n",
    "profiles.yml": (
        "acme: {target: dev, outputs: {dev: {type: duckdb, path: warehouse.duckdb, schema: analytics, threads: 1}}}\n"
    ),
    "packages.yml": "packages: [{local: ../package}]\n",
    "models/people.sql": "select 1 as id\n",
}


@pytest.fixture(scope="module")
def host(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("host")
    (folder / "package").mkdir()
    copy_of_project(folder / "package")
    host = folder / "acme"
    (host / "models").mkdir(parents=True)
    for name, text in FILES.items():
        (host / name).write_text(text)
    run(host, "deps")
    return host


def run(host: Path, *arguments: str):
    with contextlib.chdir(host):
        result = invoke([*QUIET, *arguments, "--profiles-dir", "."])
    DuckDBConnectionManager.close_all_connections()
    return result


def test_a_model_of_the_host_is_built(host):
    assert_passed(run(host, "run", "--select", "people"))
    assert Marts(host / "warehouse.duckdb").rows("people") == [{"id": 1}]


def test_the_sample_gives_the_same_list(host, sample):
    assert_passed(run(host, "build", "--select", "+qualified_leads", "--exclude-resource-type", "unit_test", "test"))
    listed = "select * from qualified_leads order by lead_id"
    assert Marts(host / "warehouse.duckdb").query(listed) == sample.query(listed) != []
