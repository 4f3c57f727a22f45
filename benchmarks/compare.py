"""Whether two sides give the same rows: every qualified lead with its scores, and every reason of every lead."""

from dataclasses import dataclass
from typing import Protocol

import duckdb

COLUMNS = {
    "qualified_leads": "lead_id, stage, qualified_by, fit_score, engagement_score, intent_score, lead_score, grade",
    "lead_score_reasons": "lead_id, dimension, criterion, reason, points",
}


class Built(Protocol):
    """What holds these tables, however they came there."""

    def attach(self, connection: duckdb.DuckDBPyConnection) -> str:
        """Open it; what is put around the name of a table to read it."""


@dataclass(frozen=True)
class Difference:
    """One table: its rows on the first side, and how many rows only one of both has."""

    table: str
    rows: int
    only_first: int
    only_second: int

    @property
    def is_equal(self) -> bool:
        """Nothing compared with nothing proves nothing."""
        return self.rows > 0 and not self.only_first and not self.only_second


def differences(first: Built, second: Built) -> list[Difference]:
    """Each table held against the other side's, both ways, copies counted."""
    found = []
    with duckdb.connect() as connection:
        places = first.attach(connection), second.attach(connection)
        for table, columns in COLUMNS.items():
            ours, theirs = (f"select {columns} from {place.format(table)}" for place in places)
            queries = ours, f"({ours}) except all ({theirs})", f"({theirs}) except all ({ours})"
            counts = [connection.execute(f"select count(*) from ({query})").fetchone()[0] for query in queries]
            found.append(Difference(table, *counts))
    return found
