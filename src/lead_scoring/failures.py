"""What failed, said plainly: dbt's messages without their frame, and the rows that a data test found."""

import re
from collections.abc import Iterator
from pathlib import Path

from dbt.cli.main import dbtRunnerResult
from dbt.contracts.results import NodeStatus, RunResult

from lead_scoring.causes import cause
from lead_scoring.warehouse import ask

FRAME = re.compile(r"^\s*(>|Compilation Error( in|$)|Failure in|Runtime Error( in|$)|$)")
ROWS = 5
# What the files of an analyst's folder may read; macros/guards/blocks.sql says it file by file, where dbt gets that far.
MAY_READ = {"criteria": {"lead_features"}, "rules": {"scored_leads"}}


def plain(message: str) -> str:
    """A message of dbt without the lines that say where inside dbt it arose."""
    return "\n".join(line.strip() for line in message.splitlines() if not FRAME.match(line))


def unknown_column(message: str, path: str, code: str) -> str | None:
    """The sentence for a column that an analyst's block names and nobody has; None for any other message."""
    missing = re.search(r'Referenced column "([^"]+)" not found', message)
    used = missing and re.search(rf"\b{re.escape(missing[1])}\b", code, re.IGNORECASE)
    if not used:
        return None
    names = re.findall(r"'(\w+)' as (?:criterion|rule|flag)\b", code[: used.start()])
    block = f", block {names[-1]}" if names else ""
    if f'"{missing[1]}"' in code:
        return f"{path}{block}: there is no column {missing[1]}; text needs single quotes, as in '{missing[1]}'."
    candidates = re.search(r"Candidate bindings: (.*)", message)
    near = ", ".join(re.findall(r'"([^"]+)"', candidates[1])) if candidates else ""
    listed = " `make features` lists all." if Path(path).parts[1] in MAY_READ else ""
    return f"{path}{block}: there is no column {missing[1]}{near and f'; near it: {near}'}.{listed}"


def cycle(message: str) -> str | None:
    """The sentence for a file of criteria or rules that reads what is made of it; None for any other message."""
    if not message.strip().startswith("Found a cycle"):
        return None
    for folder, allowed in MAY_READ.items():
        for path in sorted(Path("models", folder).glob("*.sql")):
            read = set(re.findall(r"ref\(['\"](\w+)['\"]\)", path.read_text()))
            if f".{path.stem}" in message and read - allowed:
                reads, instead = min(read - allowed), " or ".join(sorted(allowed))
                return f"{path.as_posix()}: reads {reads}, which is made of it; read {instead}."
    return None


def found_by(test: RunResult) -> Iterator[str]:
    """The first rows that a failed data test found, one line each."""
    for row in ask(test.node.compiled_code, limit=ROWS):
        yield "  " + ", ".join(f"{name}: {value}" for name, value in row.items())


def failures(outcome: dbtRunnerResult) -> Iterator[str]:
    """Each thing that failed in a run of dbt, a few lines each."""
    if outcome.exception:
        message = str(outcome.exception)
        yield cause(message) or cycle(message) or plain(message)
    for result in getattr(outcome.result, "results", []):
        # An operation is no node.
        if not hasattr(result, "node"):
            yield cause(result.message or "") or plain(result.message or "")
            continue
        path = result.node.original_file_path
        if result.status == NodeStatus.Error:
            unknown = unknown_column(result.message, path, result.node.raw_code)
            yield unknown or cause(result.message) or f"{path}: {plain(result.message)}"
        elif result.status == NodeStatus.Fail:
            rows = "1 row" if result.failures == 1 else f"{result.failures:,} rows"
            yield "\n".join([f"{path}: {result.node.name} found {rows}", *found_by(result)])
