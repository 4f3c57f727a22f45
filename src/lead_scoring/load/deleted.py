"""Rows that a system has deleted and exports all the same, with a mark."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import duckdb

from lead_scoring.contract import returned_by
from lead_scoring.load.consent import NO, as_list
from lead_scoring.load.names import DELETED, meant_by
from lead_scoring.load.tables import RawTable

# Beside a no: what stands for no day, and words for rows that are there.
THERE = [*NO, *returned_by("words_of_rows_there", "objections.sql")]


# What a deleted row still says: whom it is about, and what they objected to.
OBJECTIONS = ("lead_id", "email", "marketing_consent", "do_not_call")


@dataclass
class Deleted:
    """Objections of deleted rows of leads, as OBJECTIONS: the person may live on in another record."""

    objections: list[tuple[str | None, ...]] = field(default_factory=list)

    def land(self, connection: duckdb.DuckDBPyConnection, schema: str) -> None:
        """Replace the table of an earlier load."""
        target = f'"{schema}"."raw_deleted_leads"'
        connection.execute(f"drop table if exists {target}")
        if self.objections:
            connection.execute(f"create table {target} ({', '.join(f'{name} varchar' for name in OBJECTIONS)})")
            connection.executemany(f"insert into {target} values (?, ?, ?, ?)", list(dict.fromkeys(self.objections)))

    def without(
        self,
        connection: duckdb.DuckDBPyConnection,
        rows: str,
        cells: Mapping[str, str],
        found: Mapping[str, str],
        table: RawTable,
        label: str,
    ) -> tuple[str, int]:
        """Rows but for those that are marked as deleted, and how many those are; says so, and keeps what they objected to.

        `cells` and `found` are the SQL of the columns of the file, and of those of the contract. A mark that is no clear no
        counts, be it a yes or the day of the deletion.
        """
        marks = {name: cell for name, cell in cells.items() if meant_by(name, table) == ((DELETED, ""),)}
        if not marks:
            return rows, 0
        is_there = " and ".join(f"coalesce(lower(trim({cell})), '') in ({as_list(THERE)})" for cell in marks.values())
        (count,) = connection.execute(f"select count(*) from {rows} where not ({is_there})").fetchone()
        if count:
            headings = "' or '".join(marks)
            print(f"  {label}: rows that '{headings}' marks as deleted, and that are left out: {count:,}", flush=True)
        if count and found.keys() & set(OBJECTIONS[2:]):
            read = ", ".join(f"nullif(trim({found.get(name, 'null')}), '')" for name in OBJECTIONS)
            gone = connection.execute(f"select {read} from {rows} where not ({is_there})").fetchall()
            # What its owner threw away is kept for this alone.
            self.objections += [row for row in gone if row[2] not in (None, "unknown") or (row[3] or "no").lower() not in NO]
        return f"(select * from {rows} where {is_there})", count
