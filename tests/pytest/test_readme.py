"""The README says what is true: its commands run, its queries give its tables, its list is the one printed."""

import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import PROJECT, copy_of_project

README = (PROJECT / "README.md").read_text()
QUERIES = re.findall(r"```sql\n(.*?)```\n\n(\|.*?)\n\n", README, re.DOTALL)
COMMANDS = re.findall(r"^ {4}(make .*)$|^(make run)$|`(make [a-z]+[^`]*)`|`(dbt [^`]*)`", README, re.MULTILINE)
RUNNABLE = sorted({command for found in COMMANDS for command in found if command} - {"make test", "make run ..."})
EVENTS = (
    "client_id,page_url,referrer,timestamp,event_name,event_data,user_agent\n"
    "c1,https://shop.example/products/oak,,2025-03-01T08:00:00Z,page_viewed,,Safari\n"
    "c1,https://shop.example/cart,,2025-03-01T08:01:00Z,product_added_to_cart,,Safari\n"
    "c1,https://shop.example/checkouts/1,,2025-03-01T08:02:00Z,checkout_started,,Safari\n"
)


@pytest.mark.parametrize("query, table", QUERIES, ids=[f"query-{place}" for place in range(len(QUERIES))])
def test_a_query_gives_its_table(sample, query, table):
    header, _, *rows = [[cell.strip() for cell in line.strip("| ").split(" | ")] for line in table.splitlines()]
    found = sample.query(query)
    assert list(found[0]) == header
    assert [[str(value) for value in row.values()] for row in found] == rows


def run(command: str, folder: Path) -> str:
    environment = {**os.environ, "PATH": f"{PROJECT / '.venv/bin'}:{os.environ['PATH']}"}
    environment.pop("DUCKDB_PATH", None)
    result = subprocess.run(command, shell=True, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert result.returncode == 0, f"{command}\n{result.stdout[-3000:]}{result.stderr[-3000:]}"
    return result.stdout


@pytest.fixture(scope="module")
def clone(tmp_path_factory) -> Path:
    """A copy of the project as a newcomer has it, with the virtual environment that `make` has already set up."""
    if not (PROJECT / ".venv").is_dir():
        pytest.skip("there is no .venv yet: make sets it up")
    folder = copy_of_project(tmp_path_factory.mktemp("clone"))
    for name in ["Makefile", "requirements.txt", "requirements-dev.txt", "tools"]:
        (shutil.copytree if (PROJECT / name).is_dir() else shutil.copy2)(PROJECT / name, folder / name)
    (folder / ".venv").symlink_to(PROJECT / ".venv")
    (folder / "path/to/folder").mkdir(parents=True)
    (folder / "path/to/folder/events.csv").write_text(EVENTS)
    return folder


@pytest.mark.parametrize("command", RUNNABLE)
def test_a_command_runs(clone, command):
    (clone / "warehouse.duckdb").unlink(missing_ok=True)
    printed = run(command, clone)
    if command == "make run":
        shown = re.findall(r"```\n(Scored as of.*?)```", README, re.DOTALL)[0]
        assert [line for line in shown.splitlines() if line not in printed.splitlines()] == []
    if command.startswith("make run"):
        assert "The ten best leads" in printed


def test_every_make_target_is_in_the_help():
    targets = set(re.findall(r"make ([a-z-]+)", README)) - {"run"}
    helped = run("make help", PROJECT)
    assert [target for target in targets if f"make {target}" not in helped] == []
