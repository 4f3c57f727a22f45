"""`make run`: load files where a connector reads them, build and test everything, print what came out, and publish it.

A first run records the past before. It runs `dbt build` without dbt unit tests, which prove the code and not the data, and
shows each step as it ends. What fails a test is not published: the last marts that passed stay.
"""

import sys

from lead_scoring.build.collapse import accepted
from lead_scoring.build.history import record_history
from lead_scoring.build.steps import build, command_line, variables
from lead_scoring.build.summary import print_summary
from lead_scoring.dbt_commands import Failed
from lead_scoring.publish.marts import EarlierDay, publish, still_published
from lead_scoring.run_lock import only_run
from lead_scoring.warehouse import WarehouseError, command


def main() -> int:
    arguments = command_line(__doc__, "accept")
    try:
        accepted(arguments.accept)
    except ValueError as error:
        print(error, file=sys.stderr)
        return 1
    with only_run():
        succeeded, is_built = build(__doc__, "--exclude-resource-type", "unit_test", before=record_history)
        if is_built:
            print_summary()
        given = {}
        try:
            given = variables(arguments)
            if succeeded:
                print(f"\n{publish(given, arguments.accept)}")
                return 0
        except EarlierDay as refused:
            print(f"\n{refused}")
            return 0
        except (Failed, ValueError, WarehouseError) as error:
            # What the command line says wrong was said before the build.
            if succeeded:
                print(error, file=sys.stderr)
        print(still_published(given), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(command(main))
