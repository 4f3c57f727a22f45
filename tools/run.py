"""`make run`: load files where a connector reads them, build and test everything, print what came out, and publish it.

Runs `dbt build` without dbt unit tests, which prove the code and not the data, and shows each step as it ends. What fails a
test is not published: the last marts that passed stay.
"""

import sys

from tools.build import build, command_line, variables
from tools.dbt_commands import Failed
from tools.publish import EarlierDay, publish
from tools.run_lock import only_run
from tools.summary import print_summary
from tools.warehouse import command


def main() -> int:
    with only_run():
        succeeded, is_built = build(__doc__, "--exclude-resource-type", "unit_test")
        if is_built:
            print_summary()
        if not succeeded:
            return 1
        try:
            print(f"\n{publish(variables(command_line(__doc__)))}")
        except EarlierDay as refused:
            print(f"\n{refused}")
        except Failed as error:
            print(error, file=sys.stderr)
            return 1
    return 0


if __name__ == "__main__":
    sys.exit(command(main))
