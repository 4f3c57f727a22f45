"""`make whatif BASE=main`: what the criteria and rules of the working tree change, against those of another commit.

Both are run on the features that the last run built, each in schemas of its own that are dropped again, and with the memory
of the days before. What moved is printed, and written to whatif.md for a pull request.
"""

import argparse
import shutil
import sys
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import duckdb
from dbt.adapters.duckdb.connections import DuckDBConnectionManager

from lead_scoring.block_history import git, git_bytes
from lead_scoring.blocks import Block, read_model
from lead_scoring.dbt_commands import Failed, dbt, environment
from lead_scoring.run_lock import only_run
from lead_scoring.warehouse import WarehouseError, command, database, open_warehouse, schema
from lead_scoring.whatif.moves import Sides, backtests, moves
from lead_scoring.whatif.report import as_markdown, as_text

FOLDERS = ["models/criteria", "models/rules"]
PARTS = ["dbt_project.yml", "profiles.yml", "models", "macros", "seeds"]
REPORT = Path("whatif.md")
# What follows from criteria and rules, up to what sales is to do; all else is taken as the last run built it.
ENDS = ("sales_queue", "broken_agreements", "lead_criteria", "lead_scores", "lead_stages")
SELECTED = [f"path:{folder}+,+{end}" for folder in FOLDERS for end in ENDS]


def base_files(base: str) -> bytes:
    """The analysts' files of a commit, as a tar archive. Raises WarehouseError."""
    if git(Path(), "rev-parse", "--verify", f"{base}^{{commit}}") is None:
        raise WarehouseError(f"BASE is {base}, which git does not know here; name a branch, a tag or a commit.")
    archive = git_bytes(Path(), "archive", base, *FOLDERS)
    if archive is None:
        raise WarehouseError(f"{base} has no {' or '.join(FOLDERS)}; name a commit that has.")
    return archive


def copy_parts(project: Path, folder: Path) -> None:
    """What dbt needs of a project, into another folder."""
    for part in PARTS:
        copy = shutil.copytree if (project / part).is_dir() else shutil.copy
        copy(project / part, folder / part)


def project_of_base(archive: bytes, folder: Path) -> Path:
    """The project as it is, but for its criteria and rules, which are those of the archive."""
    folder.mkdir()
    copy_parts(Path.cwd(), folder)
    for place in FOLDERS:
        shutil.rmtree(folder / place)
    # dbt reads again only what differs.
    parsed = Path("target/lint/partial_parse.msgpack")
    if parsed.is_file():
        (folder / parsed).parent.mkdir(parents=True)
        shutil.copy(parsed, folder / parsed)
    with tarfile.open(fileobj=BytesIO(archive)) as files:
        files.extractall(folder, filter="data")
    return folder


def changed_blocks(before: list[Block], after: list[Block]) -> list[tuple[str, str]]:
    """(file, name) of each block that only one side has, or that says something else."""
    sides = [{(block.file, block.name): block.expressions for block in blocks} for blocks in (before, after)]
    names = list(dict.fromkeys([*sides[1], *sides[0]]))
    return [name for name in names if sides[0].get(name) != sides[1].get(name)]


@contextmanager
def own_schemas(sides: Sides) -> Iterator[None]:
    """Schemas that remember what the marts remember of the days before as_of, and are gone afterwards."""

    def drop() -> None:
        DuckDBConnectionManager.close_all_connections()
        with duckdb.connect(database()) as connection:
            for side in (sides.before, sides.after):
                for name in (side, f"{side}_build", f"{side}_raw"):
                    connection.execute(f"drop schema if exists {name} cascade")

    drop()
    with duckdb.connect(database()) as connection:
        for side in (sides.before, sides.after):
            connection.execute(f"create schema {side}_build")
            connection.execute(
                f"create table {side}_build.lead_stage_log as select * from {schema()}_build.lead_stage_log "
                "where recorded_on < cast(? as date)",
                [sides.as_of],
            )
    try:
        yield
    finally:
        drop()


def build_side(name: str, project: Path, state: Path, as_of: str, work: Path) -> None:
    """Run what follows from the criteria and rules of a project, in a schema of its own. Raises Failed."""
    places = ["--project-dir", str(project), "--profiles-dir", str(project), "--target-path", str(work / name)]
    with environment(DBT_SCHEMA=name):
        dbt(
            None,
            {"as_of": as_of},
            *("run", "--select", *SELECTED, "--defer", "--favor-state", "--state", str(state), *places),
        )


def whatif(base: str) -> str:
    """Run both sides, write the report, and give its text. Raises Failed and WarehouseError."""
    with open_warehouse() as connection:
        as_of = connection.execute("select max(as_of) from lead_stages").fetchone()[0]
    if as_of is None:
        raise WarehouseError("The last run scored no lead, so nothing can move; run make run with leads first.")
    sides = Sides(f"{schema()}_whatif_before", f"{schema()}_whatif_after", f"{as_of:%Y-%m-%d %H:%M:%S}")
    with tempfile.TemporaryDirectory() as folder:
        work = Path(folder)
        archive = base_files(base)
        blocks_after, version_after = read_model(Path.cwd())
        old = project_of_base(archive, work / "project")
        blocks_before, version_before = read_model(old)
        changed = changed_blocks(blocks_before, blocks_after)
        if not changed:
            return f"Criteria and rules say the same as those of {base}: nobody moves."
        dbt(None, {}, "parse", "--write-json", "--target-path", str(work / "state"))
        with own_schemas(sides):
            for name, project in ((sides.before, old), (sides.after, Path.cwd())):
                build_side(name, project, work / "state", sides.as_of, work)
            DuckDBConnectionManager.close_all_connections()
            with duckdb.connect(database(), read_only=True) as connection:
                sections = moves(connection, sides, schema(), changed)
                sections.append(backtests(connection, schema(), version_before, version_after))
    head = f"What the criteria and rules change against {base}, scored as of {as_of:%Y-%m-%d %H:%M} UTC"
    REPORT.write_text(as_markdown(head, sections), encoding="utf-8")
    return f"{as_text(head, sections)}\n\n{REPORT} has the same with more leads, for a pull request."


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", default="main")
    base = parser.parse_args().base.strip() or "main"
    with only_run():
        try:
            print(whatif(base))
        except Failed as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(command(main))
