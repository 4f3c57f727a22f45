"""The criteria files with other numbers: the diff to look at, and the files to write."""

import difflib
import re
from collections.abc import Sequence
from pathlib import Path

from lead_scoring.blocks import Block, span_of
from lead_scoring.expressions import parse, walk

NUMBER = re.compile(r"(?<![\w.])-?\d+(?![\w.])")
# What scaled points are made of where all their numbers grow together: a part for each, and a cap.
SCALED = {"least", "greatest", "round", "*", "+", "-"}
PARTS = {"FUNCTION", "COLUMN_REF", "CONSTANT", "CAST", "TYPE"}
SIZED_TYPE = re.compile(r"(?i)\bas\s+\w+\s*\(")


def grows_with_its_numbers(expression: str) -> bool:
    """Whether points are twice as many when each number in their SQL is."""
    tree = parse(expression)
    if tree is None or SIZED_TYPE.search(expression):
        return False
    for node in walk(tree):
        if node["class"] not in PARTS or node.get("function_name", "*") not in SCALED:
            return False
        arguments = [argument["expression"]["class"] for argument in node.get("arguments", [])]
        # A number that is added, or that says how to round, is not one of points.
        if len(arguments) > 1 and "CONSTANT" in arguments and node["function_name"] in ("+", "-", "round"):
            return False
    return True


def with_points(expression: str, before: int, after: int) -> str | None:
    """The SQL of points with other numbers; None where it is written so that a person has to change it."""
    if NUMBER.fullmatch(expression.strip()):
        return str(after)
    if not after:
        return "0"
    if not before or not grows_with_its_numbers(expression):
        return None
    factor = after / before

    def scaled(found: re.Match[str]) -> str:
        number = int(found[0])
        return str(number and (max(1, round(abs(number) * factor)) * (1 if number > 0 else -1)))

    return NUMBER.sub(scaled, expression)


def edited(text: str, blocks: Sequence[Block], points: dict[str, tuple[int, int]]) -> tuple[str, list[str]]:
    """A file with other points, and the criteria whose points it could not change. `points`: by name, before and after."""
    by_hand, here = [], 0
    for block in blocks:
        named = span_of(text, block.expressions["criterion"], "criterion", here)
        given = span_of(text, block.expressions["points"], "points", named[0]) if named else None
        before, after = points[block.name]
        if before == after:
            continue
        if given is None:
            by_hand.append(block.name)
            continue
        start = given[0]
        end = text.rindex("as", start, given[1])
        written = text[start:end].rstrip()
        new = with_points(written, before, after)
        if new is None:
            by_hand.append(block.name)
        else:
            text = text[:start] + new + text[start + len(written) :]
        here = start
    return text, by_hand


def diff(path: str, before: str, after: str) -> str:
    """What changes in a file, as git and patch read it."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True), after.splitlines(keepends=True), f"a/{path}", f"b/{path}", n=2
    )
    return "".join(lines)


def new_files(
    project: Path, blocks: Sequence[Block], points: dict[str, tuple[int, int]]
) -> tuple[dict[str, str], list[str], str]:
    """By path the files as they would be, the criteria to change by hand, and the diff of all files."""
    files, by_hand, diffs = {}, [], []
    for path in dict.fromkeys(block.path for block in blocks):
        before = (project / path).read_text(encoding="utf-8")
        after, left = edited(before, [block for block in blocks if block.path == path], points)
        by_hand += left
        if after != before:
            files[path] = after
            diffs.append(diff(path, before, after))
    return files, by_hand, "".join(diffs)
