"""A server that does not answer is named in one sentence; where it does, `make run` prints the list that DuckDB gives."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg2
import pytest
from postgres_server import PASSWORD, USER, Server, free_port, postgres_server

from lead_scoring.causes import cause
from tests.project import PROJECT, copy_of_project

NOTHING = ["Nothing was built.", "Nothing was published. What was published before stays."]


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    with postgres_server() as started:
        yield started


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copy_of_project(tmp_path_factory.mktemp("bad_engines"))


def run(project: Path, **given: str) -> subprocess.CompletedProcess[str]:
    surroundings = {**os.environ, "PYTHONPATH": str(PROJECT / "src"), "DUCKDB_PATH": "warehouse.duckdb", **given}
    command = [sys.executable, "-m", "lead_scoring.build.run"]
    return subprocess.run(command, cwd=project, env=surroundings, capture_output=True, text=True, check=False)


def sentence_for(port: int, host: str = "127.0.0.1", **given: str) -> str | None:
    """What is made of the complaint of PostgreSQL's own client, which dbt passes on."""
    wanted = {"user": USER, "password": PASSWORD, "dbname": "qualified_leads"} | given
    with pytest.raises(psycopg2.OperationalError) as refused:
        psycopg2.connect(host=host, port=port, **wanted)
    return cause(str(refused.value))


def test_make_run_prints_on_postgresql_what_it_prints_on_duckdb(project, server):
    on_duckdb, on_postgresql = run(project), run(project, DBT_TARGET="postgres", **server.environment)
    assert (on_duckdb.returncode, on_postgresql.returncode) == (0, 0), on_postgresql.stderr
    said = [result.stdout[result.stdout.index("Scored as of") :] for result in (on_duckdb, on_postgresql)]
    lists = [text.partition("\nPublished run ") for text in said]
    assert lists[0][:2] == lists[1][:2] and "  1.  " in lists[0][0]
    assert lists[1][2].endswith(" in schema analytics_published\n")


def test_a_wrong_password_ends_the_run_with_one_sentence(project, server):
    result = run(project, DBT_TARGET="postgres", **server.environment | {"POSTGRES_PASSWORD": "wrong"})
    said = f"PostgreSQL does not know {USER} by this password; set POSTGRES_USER and POSTGRES_PASSWORD."
    assert (result.returncode, result.stderr.splitlines()) == (1, [said, *NOTHING])


def test_what_else_keeps_a_server_from_answering_is_named(server):
    assert sentence_for(server.port, dbname="nowhere") == (
        "PostgreSQL has no database nowhere; make it with createdb, or name another with POSTGRES_DATABASE."
    )
    assert sentence_for(server.port, password="") == (
        "PostgreSQL asks for a password; set POSTGRES_USER and POSTGRES_PASSWORD."
    )
    port = free_port()
    assert sentence_for(port) == (
        f"No PostgreSQL answers at 127.0.0.1, port {port}; start it, or name another with POSTGRES_HOST and POSTGRES_PORT."
    )
    assert sentence_for(port, host="nobody.invalid") == (
        "No machine has the name nobody.invalid; name the one of PostgreSQL with POSTGRES_HOST."
    )


def test_spark_without_java_ends_the_run_with_one_sentence(project):
    result = run(project, DBT_TARGET="spark", JAVA_HOME="/nowhere")
    said = "Spark needs Java, and did not find it; install Java 17, or say with JAVA_HOME where it is."
    # Spark's own script says something too.
    lines = [line for line in result.stderr.splitlines() if "spark-class: line" not in line]
    assert (result.returncode, lines) == (1, [said, *NOTHING])
