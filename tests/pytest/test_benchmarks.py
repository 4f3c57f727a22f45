"""The benchmark says what was measured, and only of sides that agree."""

from pathlib import Path

import duckdb
import pytest

from benchmarks import chart, results
from benchmarks.compare import COLUMNS, differences
from benchmarks.generate import AS_OF, generate, generate_history

LISTED = "'L1' as lead_id, 'mql' as stage, 'hand_raised' as qualified_by, 20, 5, 25, 50 as lead_score, 'B1' as grade"
REASON = "'L1' as lead_id, 'fit' as dimension, 'decides' as criterion, 'Owner' as reason, 12 as points"


class Written:
    """A side whose rows stand in the test."""

    def __init__(self, name: str, listed: str, reasons: str) -> None:
        self.name = name
        self.tables = dict(zip(COLUMNS, (listed, reasons), strict=True))

    def attach(self, connection: duckdb.DuckDBPyConnection) -> str:
        connection.execute(f"attach ':memory:' as {self.name}")
        for table, rows in self.tables.items():
            columns = COLUMNS[table]
            connection.execute(f"create table {self.name}.{table} as select * from ({rows}) as made({columns})")
        return self.name + ".{}"


def rows_apart(listed: str, reasons: str) -> list[bool]:
    ours = Written("ours", f"select {LISTED}", f"select {REASON}")
    return [table.is_equal for table in differences(ours, Written("theirs", listed, reasons))]


def test_sides_with_the_same_rows_are_equal():
    assert rows_apart(f"select {LISTED}", f"select {REASON}") == [True, True]


@pytest.mark.parametrize(
    "listed, reasons, equal",
    [
        (LISTED.replace("50 as", "49 as"), REASON, [False, True]),
        (LISTED, REASON.replace("'Owner'", "'owner'"), [True, False]),
        (LISTED, f"{REASON} union all select {REASON}", [True, False]),
        (LISTED, f"{REASON} where false", [True, False]),
    ],
    ids=["a score", "a reason", "a row twice", "a row missing"],
)
def test_one_row_of_another_kind_is_a_difference(listed, reasons, equal):
    assert rows_apart(f"select {listed}", f"select {reasons}") == equal


def test_nothing_compared_with_nothing_is_not_equal():
    empty = [f"select {row} where false" for row in (LISTED, REASON)]
    assert not any(table.is_equal for table in differences(Written("ours", *empty), Written("theirs", *empty)))


def test_tables_and_chart_are_those_of_the_results():
    found = results.load()
    assert found, "benchmarks/results.json holds no result"
    readme = results.README.read_text(encoding="utf-8")
    assert results.with_tables(readme, found) == readme, "record a run, or restore benchmarks/README.md"
    assert all(line in readme for line in results.tables(found))
    assert chart.drawn(results.last_comparison(found)) == results.CHART.read_text(encoding="utf-8")


def test_older_activities_are_new_rows_from_before_the_look_back(tmp_path: Path):
    generate(50, 400, tmp_path)
    generate_history(50, 400, tmp_path, times=3)
    newer, older = (tmp_path / files for files in ("raw_activities/*.parquet", "older_activities/*/*.parquet"))
    with duckdb.connect() as connection:
        count, newest = connection.execute(f"select count(*), max(occurred_at) from '{older}'").fetchone()
        assert count == 3 * 400
        assert connection.execute(f"select ? < timestamp '{AS_OF}' - interval 365 day", [newest]).fetchone()[0]
        in_both = f"select count(*) from (select * from '{older}' intersect select * from '{newer}')"
        assert connection.execute(in_both).fetchone()[0] == 0
        ordered = f"""
            select bool_and(first_at > before) from (
                select min(occurred_at) as first_at, lag(min(occurred_at)) over (order by filename) as before
                from read_parquet('{older}', filename = true) group by filename
            )
        """
        assert connection.execute(ordered).fetchone()[0]
