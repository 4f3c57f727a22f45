"""A published file made of a built warehouse, and texts that somebody may have put into any column of it."""

import os
import subprocess
import sys
from pathlib import Path

import duckdb

from tests.project import PROJECT

# Each is some row's text in every column that raw data or an analyst writes.
HOSTILE = [
    '<img src=x onerror="window.ran=1">',
    "<script>window.ran=1</script>",
    "[a link](javascript:window.ran=1) **bold** `code` :red[red] :material/home: :smile: $x^2$",
    "![a picture](http://elsewhere.example/x.png) http://elsewhere.example www.elsewhere.example",
    "# A heading",
    "- a list\n- of two\n\n> and a quote",
    "Robert'); drop table qualified_leads; --",
    '=HYPERLINK("http://elsewhere.example","x")',
    '+1 \u202eright to left \u0645\u0631\u062d\u0628\u0627 "quoted"',
    "\U0001f600 \U0001f469\u200d\U0001f469\u200d\U0001f467 {{7*7}} ${7*7} %s ? datum.x",
    "w" * 10_000,
]
# What a page tells rows apart by: words of the project's own.
OWN = {"stage", "dimension", "turn", "line_group", "raw_table", "cut_by", "kind", "run_id", "grade", "score", "decile"}
HOSTILE_ID = '<b onclick="window.ran=1">**id**</b> \' & ? #/../%00'


def publish(warehouse: Path, folder: Path) -> Path:
    """What `make publish` makes of the warehouse of a copy of the project; the file, for a test to write to."""
    given = {"PYTHONPATH": str(PROJECT / "src"), "DUCKDB_PATH": warehouse.name, "PUBLISHED": str(folder)}
    subprocess.run(
        [sys.executable, "-m", "lead_scoring.publish.marts"], cwd=warehouse.parent, env=os.environ | given, check=True
    )
    path = folder / "bi.duckdb"
    (folder / "copy").write_bytes(path.read_bytes())
    return (folder / "copy").replace(path)


def add_backtest(path: Path) -> None:
    """What a back-test and `make suggest` would have left, for the pages that show it."""
    with duckdb.connect(path) as connection:
        connection.execute("""
            insert into criterion_performance by name
            select
                dimension, criterion, leads_met, 1.5 as lift, 0.5 as lift_low, 1.5 + row_number() over () as lift_high,
                'buys more often' as verdict
            from criterion_counts
        """)
        connection.execute("""
            insert into suggested_points by name
            select
                dimension, criterion, 5 as points_now, 7 as points_suggested, 6 as points_low, 8 as points_high,
                (select max(criteria_version) from crm_export) as criteria_version, timestamp '2026-03-02' as suggested_at
            from criterion_counts
        """)
        connection.execute("""
            insert into threshold_performance by name
            select
                'A' as line_group, concat('engagement + intent >= ', points) as line, points as least_points,
                100 - points as leads, 10 as conversions, (100 - points) / 4 as leads_per_date,
                10 / (100 - points) as conversion_rate, 0.01 as conversion_rate_low, 0.9 as conversion_rate_high,
                0.5 as customers_caught, 100.0 * points as expected_profit, 2.5 as leads_per_owner_and_week,
                40 as capacity_per_owner_and_week, true as fits_capacity, points = 30 as is_best_for_profit,
                'pays' as verdict
            from (select unnest(range(0, 60, 10)) as points)
        """)
        connection.execute("""
            insert into score_drift by name
            select
                'lead_score' as measure, 0.2 as share_then, 0.4 as share_now, 0.3 as stability_index,
                'has moved' as verdict
        """)


def make_hostile(path: Path) -> None:
    """Every text that is not the project's own becomes one of HOSTILE, and the id of the first lead HOSTILE_ID."""
    with duckdb.connect(path) as connection:
        connection.execute(
            "create temp table hostile as select unnest(?) as word, unnest(range(?)) as place", [HOSTILE, len(HOSTILE)]
        )
        first = connection.execute("select lead_id from qualified_leads where lead_rank = 1").fetchone()[0]
        columns = connection.execute(
            "select table_name, column_name from duckdb_columns() "
            "where data_type = 'VARCHAR' and schema_name = 'main' and database_name = current_database() and not internal"
        ).fetchall()
        for number, (table, column) in enumerate(columns):
            if table == "hostile" or column in OWN:
                continue
            if column == "lead_id":
                connection.execute(f"update {table} set lead_id = ? where lead_id = ?", [HOSTILE_ID, first])
            else:
                connection.execute(
                    f"update {table} set {column} = word from hostile "
                    f"where place = ({table}.rowid + {number}) % {len(HOSTILE)}"
                )


def empty_marts(path: Path) -> None:
    """Every table is there, and none has a row."""
    with duckdb.connect(path) as connection:
        for (table,) in connection.execute("select table_name from duckdb_tables()").fetchall():
            connection.execute(f"delete from {table}")
