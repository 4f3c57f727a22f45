"""`make explain LEAD=...`: everything that made one lead's score, stage and next step, and what is missing."""

import argparse
import sys

from lead_scoring.blocks import read_blocks
from lead_scoring.explain.lead_explanation import explain, find
from lead_scoring.explain.lines import lines
from lead_scoring.warehouse import WarehouseError, command, open_warehouse


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lead", default="")
    wanted = parser.parse_args().lead.strip()
    if not wanted:
        raise WarehouseError("Name a lead by its id or its e-mail address: make explain LEAD=right_fit_demo_and_pricing")
    # The answer to a wrong name should not wait for dbt; and dbt should not wait for an open warehouse.
    with open_warehouse() as connection:
        found = find(connection, wanted)
    blocks = read_blocks()
    with open_warehouse() as connection:
        print("\n".join(lines(explain(connection, blocks, found[0]["lead_id"]), found)))


if __name__ == "__main__":
    sys.exit(command(main))
