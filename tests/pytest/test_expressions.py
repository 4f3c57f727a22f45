"""SQL expressions are taken apart as DuckDB reads them, and shown as their author wrote them."""

import pytest

from lead_scoring.expressions import at_least, choices, columns, constant_text, parts, points_text


@pytest.mark.parametrize(
    "sql, expected",
    [
        ("a >= 1", ["a >= 1"]),
        ("a >= 1 and b", ["a >= 1", "b"]),
        ("a between 10 and 19 and b", ["a between 10 and 19", "b"]),
        ("a and (b and c)", ["a", "b", "c"]),
        ("a and (b or c and d)", ["a", "b or c and d"]),
        ("a or b and c", ["a or b and c"]),
        ("name = 'this and that' and b", ["name = 'this and that'", "b"]),
        ("not (a and b) and c", ["not (a and b)", "c"]),
        ("name = 'é, and so on' and b", ["name = 'é, and so on'", "b"]),
        ("a = (b) and c", ["a = (b)", "c"]),
        ("a > cast((b) as integer) and coalesce(c, (d))", ["a > cast((b) as integer)", "coalesce(c, (d))"]),
        ("(a + b) * 2 > 4 and c", ["(a + b) * 2 > 4", "c"]),
        ("{{ days('a') }} > 1 and b", ["{{ days('a') }} > 1 and b"]),
    ],
)
def test_and_parts(sql, expected):
    assert parts(sql) == expected


@pytest.mark.parametrize(
    "sql, expected",
    [
        ("12", "12"),
        ("-8", "-8"),
        ("least(5 * n, 15)", "up to 15"),
        ("least(20, 5 * n, 3 * 5)", "up to 15"),
        ("greatest(least(cast(round(12 * (a - b)) as integer), 18), 0)", "up to 18"),
        ("5 * n", "varies"),
        ("{{ var('points') }}", "varies"),
    ],
)
def test_points(sql, expected):
    assert points_text(sql) == expected


@pytest.mark.parametrize(
    "sql, expected",
    [
        ("'It''s so'", "It's so"),
        ("concat('On ', n, ' days')", "On … days"),
        ("'On ' || n || concat(' ', 'days')", "On … days"),
        ("concat('On ', case when n = 1 then '1 day' else concat(n, ' days') end, '.')", "On …."),
    ],
)
def test_constant_texts(sql, expected):
    assert constant_text(sql) == expected


@pytest.mark.parametrize(
    "sql, expected",
    [
        ("a >= 3", ("a", ">=", 3)),
        ("a + b > 2 * 5", ("a + b", ">", 10)),
        ("3 <= a", ("a", ">=", 3)),
        ("a > 0", None),
        ("a <= 3", None),
        ("a >= b", None),
        ("a >= '3'", None),
        ("a between 3 and 5", None),
    ],
)
def test_a_number_that_is_asked_for(sql, expected):
    found = at_least(sql)
    assert (found and (found.measured, found.sign, found.needed)) == expected


def test_columns_are_listed_once_and_texts_are_none():
    assert columns("least(b * leads.a, 5) > 1 and c in ('d', 'e') and b > 2") == ["b", "a", "c"]


def test_the_choices_of_a_case():
    assert choices("case when a >= 1 then 'x' when b then 'y' else 'z' end") == [
        ("'x'", "a >= 1"),
        ("'y'", "b"),
        ("'z'", None),
    ]
    assert choices("'x'") == [("'x'", None)]
