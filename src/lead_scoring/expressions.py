"""SQL expressions taken apart by DuckDB's own parser: their columns, parts, caps and constant texts."""

import functools
import json
from collections.abc import Iterator
from dataclasses import dataclass

import duckdb

Node = dict[str, object]
# Comparisons that ask for at least, or more than, a number; turned around where the number stands first.
AT_LEAST = {"COMPARE_GREATERTHANOREQUALTO": ">=", "COMPARE_GREATERTHAN": ">"}
TURNED = {"COMPARE_LESSTHANOREQUALTO": ">=", "COMPARE_LESSTHAN": ">"}


@functools.cache
def parser() -> duckdb.DuckDBPyConnection:
    return duckdb.connect(":memory:")


@dataclass
class Comparison:
    """`expression >= needed`, or `>`."""

    measured: str
    sign: str
    needed: float


def statement(sql: str) -> Node | None:
    tree = json.loads(parser().execute("select json_serialize_sql(?)", ["select " + sql]).fetchone()[0])
    return None if tree["error"] else tree


@functools.cache
def parse(sql: str) -> Node | None:
    """The tree of one expression; None where DuckDB cannot read it, such as one with Jinja in it."""
    tree = statement(sql)
    if tree is None or len(tree["statements"]) != 1 or len(tree["statements"][0]["node"]["select_list"]) != 1:
        return None
    return tree["statements"][0]["node"]["select_list"][0]


def to_sql(node: Node) -> str:
    """The SQL of a tree, as DuckDB writes it."""
    whole = statement("1")
    whole["statements"][0]["node"]["select_list"] = [node]
    return (
        parser().execute("select json_deserialize_sql(?::json)", [json.dumps(whole)]).fetchone()[0].removeprefix("SELECT ")
    )


def walk(node: object) -> Iterator[Node]:
    """A node and all below it, in the order in which they are written."""
    if isinstance(node, dict):
        if "class" in node:
            yield node
        for below in node.values():
            yield from walk(below)
    elif isinstance(node, list):
        for below in node:
            yield from walk(below)


def as_written(node: Node, sql: str) -> str:
    """The text of a node as its author wrote it: DuckDB says where each node below it begins and ends, in bytes."""
    text = ("select " + sql).encode()
    spans = [(below["query_location"], below["query_location_length"]) for below in walk(node)]
    # What is not written, such as an argument left out, has a place far behind the text.
    spans = [(start, start + length) for start, length in spans if start < len(text)]
    return text[min(start for start, _ in spans) : max(end for _, end in spans)].decode()


@functools.cache
def columns(sql: str) -> list[str]:
    """The columns that an expression reads, each once, in order."""
    found = [node["column_names"][-1] for node in walk(parse(sql)) if node["class"] == "COLUMN_REF"]
    return list(dict.fromkeys(found))


@functools.cache
def parts(sql: str) -> list[str]:
    """The conditions that must all be true: the top-level AND parts, or the whole where there is no AND."""

    def split(node: Node) -> list[Node]:
        return [leaf for child in node["children"] for leaf in split(child)] if node["type"] == "CONJUNCTION_AND" else [node]

    tree = parse(sql)
    pieces = split(tree) if tree else []
    return [as_written(piece, sql) for piece in pieces] if len(pieces) > 1 else [sql]


def constant(node: Node) -> object:
    """The value of a node that reads no column; None where it reads one, or where there is no value to it."""
    if any(below["class"] == "COLUMN_REF" for below in walk(node)):
        return None
    try:
        return parser().execute("select " + to_sql(node)).fetchone()[0]
    except duckdb.Error:
        return None


@functools.cache
def points_text(sql: str) -> str:
    """`12` or `-8`; `up to 15` where a least(...) caps them; `varies` where neither can be read."""
    tree = parse(sql)
    if tree is None:
        return "varies"
    fixed = constant(tree)
    if fixed is not None:
        return str(fixed)
    for node in walk(tree):
        if node["class"] == "FUNCTION" and node["function_name"] == "least":
            limits = [constant(argument["expression"]) for argument in node["arguments"]]
            if numbers := [limit for limit in limits if limit is not None]:
                return f"up to {min(numbers)}"
    return "varies"


def constant_text(sql: str) -> str:
    """A text, with … for what varies: of concat('Active on ', n, ' days'), `Active on … days`."""

    def text_of(node: Node) -> str:
        if node["class"] == "FUNCTION" and node["function_name"] in ("concat", "||"):
            return "".join(text_of(argument["expression"]) for argument in node["arguments"])
        fixed = constant(node)
        return "…" if fixed is None else str(fixed)

    tree = parse(sql)
    return text_of(tree) if tree else "…"


def choices(sql: str) -> list[tuple[str, str | None]]:
    """What a `case` gives and when, as (SQL of the value, SQL of the condition); the last has no condition."""
    tree = parse(sql)
    if tree is None or tree["class"] != "CASE":
        return [(sql, None)]
    found = [(as_written(check["then_expr"], sql), as_written(check["when_expr"], sql)) for check in tree["case_checks"]]
    return [*found, (as_written(tree["else_expr"], sql), None)]


@functools.cache
def at_least(sql: str) -> Comparison | None:
    """A condition that asks for a number above 0; None for any other."""
    tree = parse(sql)
    if tree is None or tree["class"] != "COMPARISON":
        return None
    measured, limit, sign = tree["left"], tree["right"], AT_LEAST.get(tree["type"])
    if sign is None:
        measured, limit, sign = tree["right"], tree["left"], TURNED.get(tree["type"])
    needed = constant(limit)
    if sign is None or isinstance(needed, bool | str) or needed is None or not needed > 0:
        return None
    return Comparison(as_written(measured, sql), sign, float(needed))
