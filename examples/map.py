"""`python -m examples.map course_platform DATA_FOLDER RAW_FOLDER [--shuffled]`: public data in the shape of the contract.

Loads the CSV files of DATA_FOLDER as `make run` would load them, runs the example's SQL over them in memory, and writes one
Parquet file to a raw table into RAW_FOLDER, every value as text. With --shuffled each purchase goes to a lead drawn by lot
among those that were there by then, so that no score can foretell it.
"""

import argparse
import sys
from pathlib import Path

import duckdb

from lead_scoring.contract import COLUMNS
from lead_scoring.load import LoadError
from lead_scoring.load.into_tables import load
from lead_scoring.load.tables import RawTable

HERE = Path(__file__).parent


def file_of(name: str, *columns: str) -> RawTable:
    """A CSV file whose name begins with `name`, and the columns that the SQL reads of it; it has to have them all."""
    return RawTable(name=name, columns=columns, required=columns)


FILES = {
    "course_platform": (
        file_of("students", "student_id", "date_registered"),
        file_of("engagement", "student_id", "date_watched"),
        file_of("purchases", "purchase_id", "student_id", "date_purchased"),
    ),
    "olist_funnel": (
        file_of("olist_marketing_qualified_leads", "mql_id", "first_contact_date", "landing_page_id", "origin"),
        file_of("olist_closed_deals", "mql_id", "sr_id", "won_date"),
    ),
}
# Where purchases stand, and which rows are purchases.
PURCHASES = {"raw_activities": "activity_type = 'order_placed'", "raw_sales_outcomes": "outcome = 'won'"}


def shuffle(connection: duckdb.DuckDBPyConnection, table: str) -> None:
    """Give each purchase of a raw table to any of the leads created by then, all as likely. The same lots each time.

    A purchase that is older than every lead stays where it is.
    """
    connection.execute(
        f"""
        create or replace table {table} as
        with
        leads as (
            select lead_id, created_at, row_number() over (order by created_at, lead_id) as place from raw_leads
        ),
        rows_of_it as (
            select *, row_number() over (order by occurred_at, lead_id, rowid) as row_place from {table}
        ),
        drawn as (
            select
                rows_of_it.*,
                -- 32 bits of a digest are a number that no release of DuckDB draws otherwise.
                cast(floor(
                    cast('0x' || left(md5(concat('lot ', row_place)), 8) as bigint) / 4294967296.0
                    * (select count(*) from leads where leads.created_at <= rows_of_it.occurred_at)
                ) as bigint) + 1 as lot
            from rows_of_it
        )
        select
            drawn.* exclude (row_place, lot) replace (coalesce(leads.lead_id, drawn.lead_id) as lead_id)
        from drawn
        left join leads on drawn.lot = leads.place and {PURCHASES[table]}
        """
    )


def map_example(example: str, data: Path, raw: Path, is_shuffled: bool = False) -> dict[str, int]:
    """Write the raw tables of an example; raw table to its number of rows. Raises LoadError with what to do.

    Files that an earlier call left in `raw` are replaced or removed, so that two examples do not mix.
    """
    if example not in FILES:
        raise LoadError(f"There is no example '{example}'; there are: {', '.join(FILES)}.")
    if not data.is_dir():
        raise LoadError(f"The folder {data} does not exist.")
    if raw.resolve().is_relative_to(HERE.parent):
        raise LoadError(f"{raw} lies in the project, which keeps nobody's data; name a folder elsewhere.")
    counts = {}
    with duckdb.connect() as connection:
        load(connection, FILES[example], data, "main")
        for path in sorted((HERE / example).glob("raw_*.sql"), key=lambda path: path.stem != "raw_leads"):
            connection.execute(f"create table {path.stem} as {path.read_text(encoding='utf-8')}")
            if is_shuffled and path.stem in PURCHASES:
                shuffle(connection, path.stem)
        raw.mkdir(parents=True, exist_ok=True)
        for table in (f"raw_{name}" for name in COLUMNS):
            (raw / f"{table}.parquet").unlink(missing_ok=True)
            if (HERE / example / f"{table}.sql").is_file():
                target = str(raw / f"{table}.parquet").replace("'", "''")
                counts[table] = connection.execute(f"copy {table} to '{target}' (format parquet)").fetchone()[0]
    return counts


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("example", choices=FILES)
    parser.add_argument("data", type=Path)
    parser.add_argument("raw", type=Path)
    parser.add_argument("--shuffled", action="store_true")
    given = parser.parse_args()
    try:
        counts = map_example(given.example, given.data, given.raw, given.shuffled)
    except LoadError as error:
        print(error, file=sys.stderr)
        return 1
    for table, count in counts.items():
        print(f"  {given.raw / table}.parquet, {count:,} rows")
    return 0


if __name__ == "__main__":
    sys.exit(main())
