"""What failed, said plainly: dbt's messages without their frame, and the rows that a data test found."""

import re
from collections.abc import Iterator

import duckdb
from dbt.cli.main import dbtRunnerResult
from dbt.contracts.results import NodeStatus, RunResult

FRAME = re.compile(r"^\s*(>|Compilation Error in|Failure in|Runtime Error in|$)")
ROWS = 5


def plain(message: str) -> str:
    """A message of dbt without the lines that say where inside dbt it arose."""
    return "\n".join(line.strip() for line in message.splitlines() if not FRAME.match(line))


def found_by(test: RunResult, connection: duckdb.DuckDBPyConnection) -> Iterator[str]:
    """The first rows that a failed data test found, one line each."""
    result = connection.execute(test.node.compiled_code)
    names = [column[0] for column in result.description]
    for row in result.fetchmany(ROWS):
        yield "  " + ", ".join(f"{name}: {value}" for name, value in zip(names, row, strict=True))


def failures(outcome: dbtRunnerResult, database: str) -> Iterator[str]:
    """Each thing that failed in a run of dbt on the DuckDB file, a few lines each."""
    if outcome.exception:
        yield plain(str(outcome.exception))
    for result in getattr(outcome.result, "results", []):
        if result.status == NodeStatus.Error:
            yield f"{result.node.original_file_path}: {plain(result.message)}"
        elif result.status == NodeStatus.Fail:
            with duckdb.connect(database) as connection:
                lines = list(found_by(result, connection))
            rows = "1 row" if result.failures == 1 else f"{result.failures:,} rows"
            yield "\n".join([f"{result.node.original_file_path}: {result.node.name} found {rows}", *lines])
