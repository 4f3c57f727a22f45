"""`make criteria`: the catalogue of criteria and gates, with how many leads meet each and when each last changed."""

import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

from lead_scoring.block_history import last_changed
from lead_scoring.blocks import DIMENSIONS, Block, of_file, read_blocks
from lead_scoring.expressions import constant_text, points_text
from lead_scoring.layout import share, table
from lead_scoring.project import PROJECT
from lead_scoring.warehouse import Row, command, fetch, open_warehouse

HEADINGS = {
    "fit": "Fit: who they are",
    "engagement": "Engagement: do they listen?",
    "intent": "Intent: do they look to buy?",
    "disqualification": "Gates: who is not called, whatever the score",
}


@dataclass
class Entry:
    """One criterion as the files say it, and its row of criterion_counts; None where it is not built yet."""

    dimension: str
    name: str
    points: str
    reason: str
    changed: str
    counts: Row | None

    @property
    def leads(self) -> int:
        return self.counts["leads_met"] + self.counts["leads_not_met"] + self.counts["leads_unknown"] if self.counts else 0


def catalogue(connection: duckdb.DuckDBPyConnection, blocks: list[Block], project: Path) -> list[Entry]:
    """Every criterion and gate of the files, by dimension, in the order in which it stands there."""
    counts = {(row["dimension"], row["criterion"]): row for row in fetch(connection, "select * from criterion_counts")}
    ours = [block for file in DIMENSIONS for block in of_file(blocks, file)]
    changed = last_changed(project, ours)
    return [
        Entry(
            dimension=DIMENSIONS[block.file],
            name=block.name,
            points=points_text(block.expressions["points"]) if "points" in block.expressions else "gate",
            reason=constant_text(block.expressions["reason"]),
            changed=changed[(block.file, block.name)],
            counts=counts.get((DIMENSIONS[block.file], block.name)),
        )
        for block in ours
    ]


def print_catalogue(entries: list[Entry]) -> None:
    leads = max((entry.leads for entry in entries), default=0)
    width = max((len(entry.name) for entry in entries), default=0)
    print(f"Shares are of {leads:,} leads, as of the last make run. Unknown: we lack what the criterion asks for.")
    for dimension, heading in HEADINGS.items():
        rows = []
        for entry in (entry for entry in entries if entry.dimension == dimension):
            met, unknown = "not built yet", ""
            if entry.counts:
                met, unknown = (share(entry.counts[column], entry.leads) for column in ("leads_met", "leads_unknown"))
            rows.append([entry.name, entry.points.rjust(8), met.rjust(6), unknown, entry.changed, entry.reason])
        header = ["criterion".ljust(width), "points", "met", "unknown", "changed", "reason"]
        print(f"\n{heading}\n" + table(header, rows, left=(0, 4, 5)))


def main() -> None:
    blocks = read_blocks()
    with open_warehouse() as connection:
        print_catalogue(catalogue(connection, blocks, PROJECT))


if __name__ == "__main__":
    sys.exit(command(main))
