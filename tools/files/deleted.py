"""Rows that a system has deleted and exports all the same, with a mark."""

from collections.abc import Sequence

import duckdb

from tools.files.consent import NO, as_list
from tools.files.names import DELETED, meant_by
from tools.files.tables import RawTable

# Beside a no: what stands for no day, and words for rows that are there.
THERE = [*NO, "", "null", "none", "active", "not deleted", "not archived", "0000-00-00", "0000-00-00 00:00:00"]


def without_deleted(
    connection: duckdb.DuckDBPyConnection, rows: str, names: Sequence[str], cells: Sequence[str], table: RawTable, label: str
) -> tuple[str, int]:
    """Rows but for those that are marked as deleted, and how many those are; says so.

    A mark that is no clear no counts, be it a yes or the day of the deletion.
    """
    marks = {name: cell for name, cell in zip(names, cells, strict=True) if meant_by(name, table) == ((DELETED, ""),)}
    if not marks:
        return rows, 0
    is_there = " and ".join(f"coalesce(lower(trim({cell})), '') in ({as_list(THERE)})" for cell in marks.values())
    (count,) = connection.execute(f"select count(*) from {rows} where not ({is_there})").fetchone()
    if count:
        headings = "' or '".join(marks)
        print(f"  {label}: rows that '{headings}' marks as deleted, and that are left out: {count:,}", flush=True)
    return f"(select * from {rows} where {is_there})", count
