"""`make run`: load files where a connector reads them, build and test everything, print what came out.

Runs `dbt build` without dbt unit tests, which prove the code and not the data, and shows each step as it ends.
"""

import sys

from tools.build import build
from tools.run_lock import only_run
from tools.summary import print_summary
from tools.warehouse import command


def main() -> int:
    with only_run():
        succeeded, is_built = build(__doc__, "--exclude-resource-type", "unit_test")
        if is_built:
            print_summary()
    return int(not succeeded)


if __name__ == "__main__":
    sys.exit(command(main))
