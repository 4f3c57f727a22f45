"""When each block of a file last changed, as git tells it: the newest commit of its lines."""

import datetime
import subprocess
from pathlib import Path

from lead_scoring.blocks import Block, span_of

NOT_COMMITTED = "0" * 40


def git_bytes(folder: Path, *arguments: str) -> bytes | None:
    """What git prints; None where there is no git, or no answer."""
    try:
        result = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=False)
    except FileNotFoundError:
        return None
    return result.stdout if result.returncode == 0 else None


def git(folder: Path, *arguments: str) -> str | None:
    """The same as text."""
    printed = git_bytes(folder, *arguments)
    return None if printed is None else printed.decode(errors="replace")


def blamed_lines(project: Path, path: str) -> list[tuple[str, str, int]]:
    """Each line of a file with its commit and the second of that commit (Unix time)."""
    lines, commit, seconds = [], "", 0
    for line in (git(project, "blame", "--line-porcelain", "--", path) or "").splitlines():
        if line.startswith("\t"):
            lines.append((line[1:], commit, seconds))
        elif line.startswith("committer-time "):
            seconds = int(line.split()[1])
        elif len(word := line.split(" ")[0]) == 40 and word.strip("0123456789abcdef") == "":
            commit = word
    return lines


def lines_of(blocks: list[Block], texts: list[str]) -> dict[str, range]:
    """The places of the lines of each block of one file: from its name to the last of its expressions that is found."""
    text, found, here = "\n".join(texts), {}, 0
    for block in blocks:
        spans = []
        for column, expression in list(block.expressions.items())[1:]:
            if span := span_of(text, expression, column, here):
                spans.append(span)
                here = span[1]
        if spans:
            found[block.name] = range(text.count("\n", 0, spans[0][0]), text.count("\n", 0, here) + 1)
    return found


def last_changed(project: Path, blocks: list[Block]) -> dict[tuple[str, str], str]:
    """By (file, block): the day (UTC) of its newest commit, `uncommitted`, or `-` where git does not know."""
    if git(project, "rev-parse", "--verify", "HEAD") is None:
        return {(block.file, block.name): "-" for block in blocks}
    days = {}
    for path in dict.fromkeys(block.path for block in blocks):
        ours = [block for block in blocks if block.path == path]
        # A file that git does not know yet has nothing to blame: it is all uncommitted.
        lines = blamed_lines(project, path)
        places = lines_of(ours, [line[0] for line in lines])
        for block in ours:
            touched = [lines[place] for place in places.get(block.name, [])]
            if not lines or any(commit == NOT_COMMITTED for _, commit, _ in touched):
                days[(block.file, block.name)] = "uncommitted"
            elif not touched:
                days[(block.file, block.name)] = "-"
            else:
                newest = datetime.datetime.fromtimestamp(max(seconds for _, _, seconds in touched), datetime.UTC)
                days[(block.file, block.name)] = f"{newest:%Y-%m-%d}"
    return days
