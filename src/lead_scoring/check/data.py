"""`make check-data`: read the raw tables, and say on one screen what is in them and what became of each row."""

import sys

from lead_scoring.build.steps import build
from lead_scoring.check.raw_facts import DATES
from lead_scoring.check.raw_screen import screen
from lead_scoring.contract import COLUMNS
from lead_scoring.run_lock import only_run
from lead_scoring.warehouse import command, database, open_warehouse

# What has to be built to know, and no more: each relation that the screen reads.
NEEDED = [
    "load_reconciliation",
    "rejected_records",
    "unreadable_values",
    "int_leads",
    "int_activities_deduped",
    "activity_type_spellings",
    *(model for model, _ in DATES.values()),
    *(f"raw_{table}" for table in COLUMNS),
]
SELECTED = ["--resource-type", "model", "--resource-type", "seed", "--select", *(f"+{name}" for name in NEEDED)]


def main() -> int:
    database()  # On another engine nothing is built first only to say that it cannot be read.
    with only_run():
        succeeded, _ = build(__doc__, *SELECTED)
        if succeeded:
            with open_warehouse() as connection:
                print(screen(connection)[0])
    return int(not succeeded)


if __name__ == "__main__":
    sys.exit(command(main))
