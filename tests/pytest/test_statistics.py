"""Shares held against each other: the macro, run on DuckDB, and the formula of Agresti and Caffo in plain Python."""

from math import sqrt

import duckdb
import jinja2
import pytest
from conftest import PROJECT

WORDS = {"more": "more", "less": "less"}


def verdict_of_sql(hits: int | None, of: int | None, hits_else: int, of_else: int) -> str:
    source = (PROJECT / "macros/evaluation/statistics.sql").read_text(encoding="utf-8")
    macros = (
        jinja2.Environment(extensions=["jinja2.ext.do"]).from_string(source, globals={"double": lambda: "double"}).module
    )
    columns = "hits, of, hits_else, of_else"
    sql = macros.compared(*columns.split(", "), 20, WORDS)
    with duckdb.connect() as connection:
        return connection.execute(
            f"select {sql} from (values (?, ?, ?, ?)) as t({columns})", [hits, of, hits_else, of_else]
        ).fetchone()[0]


def verdict_of_formula(hits: int, of: int, hits_else: int, of_else: int) -> str:
    one, two = (hits + 1) / (of + 2), (hits_else + 1) / (of_else + 2)
    margin = 1.96 * sqrt(one * (1 - one) / (of + 2) + two * (1 - two) / (of_else + 2))
    return "more" if one - two > margin else "less" if two - one > margin else "no difference"


@pytest.mark.parametrize("of, of_else", [(20, 20), (20, 400), (57, 1000)])
def test_the_verdict_turns_where_the_interval_leaves_0(of: int, of_else: int) -> None:
    found = [verdict_of_sql(hits, of, of_else // 2, of_else) for hits in range(of + 1)]
    assert found == [verdict_of_formula(hits, of, of_else // 2, of_else) for hits in range(of + 1)]
    assert list(dict.fromkeys(found)) == ["less", "no difference", "more"]


@pytest.mark.parametrize("of, of_else", [(19, 400), (400, 19), (0, 0), (None, 400)])
def test_of_few_there_is_nothing_to_say(of: int | None, of_else: int) -> None:
    assert verdict_of_sql(0, of, of_else, of_else) == "too few to say"


def test_a_share_of_0_of_20_is_not_taken_for_certain() -> None:
    assert verdict_of_sql(0, 20, 1, 20) == "no difference"
