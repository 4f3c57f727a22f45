"""One fixture that takes raw rows as plain dicts and gives back the marts, and one that gives the built sample."""

import os
import shutil
from collections.abc import Callable, Iterable
from importlib import import_module
from pathlib import Path

import pytest
from filelock import FileLock

from lead_scoring.blocks import Block, read_blocks
from tests.project import (
    PROJECT,
    WITHOUT_REPORTS,
    Marts,
    Row,
    assert_passed,
    copy_of_project,
    dbt,
    results,
    shared_folder,
    write_raw,
)

# The manifest as a file is read by few, who ask for it; writing it is a tenth of a build.
os.environ["DBT_WRITE_JSON"] = "false"

# What the tests take from here.
__all__ = ["PROJECT", "WITHOUT_REPORTS", "Marts", "Row", "assert_passed", "copy_of_project", "dbt", "results", "write_raw"]


def built(project: Path, tables: dict[str, Iterable[Row]], *options: str, as_of: str, failing: Iterable[str] = ()) -> Marts:
    write_raw(copy_of_project(project), tables)
    assert_passed(dbt(project, "build", "--exclude-resource-type", "unit_test", *options, as_of=as_of), failing)
    return Marts(project / "warehouse.duckdb")


@pytest.fixture(scope="module")
def build(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Marts]:
    """build(leads=[...], activities=[...], as_of="2026-03-02 08:00:00") runs the project on these rows.

    A table that is not given is empty, a column that is not given is empty text. Every data test must pass, unless
    with_tests is false, but for those that are failing: these must fail. What nothing but people reads, the reports, is
    built with reports=True.
    """

    def build_rows(
        with_tests: bool = True,
        reports: bool = False,
        as_of: str = "2026-03-02 08:00:00",
        failing: Iterable[str] = (),
        **tables: Iterable[Row],
    ) -> Marts:
        untested = [] if with_tests else ["--exclude-resource-type", "test"]
        chosen = [] if reports else WITHOUT_REPORTS
        return built(tmp_path_factory.mktemp("project"), tables, *untested, *chosen, as_of=as_of, failing=failing)

    return build_rows


@pytest.fixture(scope="session")
def cells() -> Marts:
    """The rows of all files in cells/, as their ROWS give them, in one build; built once for all processes."""
    project = shared_folder() / "cells"
    with FileLock(f"{project}.lock"):
        if not (project / "passed").exists():
            project.mkdir(exist_ok=True)
            tables: dict[str, list[Row]] = {}
            for path in sorted((Path(__file__).parent / "cells").glob("test_*.py")):
                own = import_module(path.stem).ROWS
                shared = {row["lead_id"] for row in own["leads"]} & {row["lead_id"] for row in tables.get("leads", [])}
                assert not shared, f"{path.name} has leads of the ids of another file: {shared}"
                for table, rows in own.items():
                    tables.setdefault(table, []).extend(rows)
            built(project, tables, *WITHOUT_REPORTS, as_of="2026-03-02 08:00:00")
            (project / "passed").touch()
    return Marts(project / "warehouse.duckdb")


@pytest.fixture(scope="session")
def parsed_project() -> Path:
    """A copy of the project that dbt has parsed, to be built and to have its criteria read; once for all processes."""
    project = shared_folder() / "sample"
    with FileLock(f"{project}.lock"):
        if not (project / "parsed").exists():
            project.mkdir(exist_ok=True)
            copy_of_project(project)
            assert dbt(project, "parse").success
            read_blocks(project)
            (project / "parsed").touch()
    return project


@pytest.fixture(scope="session")
def sample(parsed_project: Path) -> Marts:
    """The sample as `dbt seed && dbt run && dbt test` leave it, unit tests among them; built once for all processes."""
    project = parsed_project
    with FileLock(f"{project}.lock"):
        if not (project / "passed").exists():
            for command in ("seed", "run", "test"):
                assert_passed(dbt(project, command))
            (project / "passed").touch()
    return Marts(project / "warehouse.duckdb")


@pytest.fixture(scope="session")
def parsed_copy(parsed_project: Path) -> Callable[[Path], Path]:
    """parsed_copy(folder) copies the project with what dbt noted when it parsed it: a process of its own need not."""

    def copy(folder: Path) -> Path:
        project = copy_of_project(folder)
        for notes in ("target/partial_parse.msgpack", "target/lint/partial_parse.msgpack"):
            (project / notes).parent.mkdir(exist_ok=True)
            shutil.copy(parsed_project / notes, project / notes)
        return project

    return copy


@pytest.fixture(scope="session")
def blocks(parsed_copy: Callable[[Path], Path], tmp_path_factory: pytest.TempPathFactory) -> list[Block]:
    """What the analysts' files say; read in a copy, so that two processes do not write the same notes of dbt."""
    return read_blocks(parsed_copy(tmp_path_factory.mktemp("blocks")))
