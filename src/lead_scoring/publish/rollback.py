"""`make rollback`: let BI read the published run before the one in place, or the one that TO names, until the next run."""

import argparse
import sys

from lead_scoring.dbt_commands import Failed, said_by
from lead_scoring.publish.versions import FILE, Version, asked, open_versions
from lead_scoring.run_lock import only_run
from lead_scoring.warehouse import WarehouseError, command, profile

WHOSE = "select max(run_id) from run_history"


def rollback(to: str) -> str:
    """What was brought back, and what else there is. Raises Failed and WarehouseError."""
    if profile()["type"] != "duckdb":
        return said_by("rollback", {}, to=to)
    with open_versions() as versions:
        in_place = versions.in_place()
        # What a killed run left of before a request for privacy is not brought back.
        there = [version for version in versions.all() if not in_place or version.privacy == in_place.privacy]
        chosen = choice(to, there, in_place)
        if asked(chosen.path / FILE, WHOSE) != (chosen.run_id,):
            raise WarehouseError(f"{chosen.path / FILE} is damaged; name another with TO. There are: {listed(there)}.")
        versions.put_in_place(chosen)
        return f"BI reads run {chosen.run_id} again, until the next run. There are: {listed(there)}."


def choice(to: str, there: list[Version], in_place: Version | None) -> Version:
    """The version to bring back. Raises WarehouseError."""
    if to:
        fitting = [version for version in there if version.run_id == to]
    else:
        fitting = [version for version in there if in_place is None or version < in_place]
    if not fitting:
        asked_for = f"no published run {to}" if to else "no published run before the one in place"
        raise WarehouseError(f"There is {asked_for}. There are: {listed(there) or 'none'}.")
    return fitting[-1]


def listed(versions: list[Version]) -> str:
    return ", ".join(version.run_id for version in versions)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", default="")
    try:
        with only_run():
            print(rollback(parser.parse_args().to.strip()))
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(command(main))
