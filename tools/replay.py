"""`make replay FROM=2026-02-16 TO=2026-03-02`: record the stages of every day anew, each as it was known on that day.

What is recorded from FROM on is forgotten first. Every day is scored at FROM's time of day, midnight UTC where it has none.
Stopped or killed, it is begun again from FROM: the history that it ends in is the same.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import yaml
from dbt.contracts.graph.manifest import Manifest

from tools.build import command_line, prepared
from tools.dbt_commands import Callback, Failed, dbt, parsed
from tools.files import LoadError
from tools.run_lock import only_run
from tools.warehouse import command


def days(first: str, last: str) -> list[datetime]:
    """Every day from the first to the last, at the first one's time of day. Raises ValueError with what to write instead."""
    try:
        begin, end = (datetime.fromisoformat(text) for text in (first, last))
    except ValueError:
        raise ValueError(f"FROM is '{first}' and TO is '{last}'; write days, as in FROM=2026-02-16 TO=2026-03-02.") from None
    if begin.tzinfo or end.tzinfo or end.date() < begin.date():
        raise ValueError(f"FROM is {first} and TO is {last}; write two moments in UTC, the first one first.")
    return [begin + timedelta(days=number) for number in range((end.date() - begin.date()).days + 1)]


def record(manifest: Manifest, given: dict[str, object], moment: datetime, callbacks: Sequence[Callback] = ()) -> None:
    """Record the stages of one moment. Raises Failed."""
    dated = given | {"as_of": f"{moment:%Y-%m-%d %H:%M:%S}"}
    dbt(manifest, dated, "run", "--select", "+lead_stages", callbacks=callbacks)


def replay(moments: list[datetime], given: dict[str, object]) -> Iterator[datetime]:
    """Record these moments, which are on days in a row, and give each back when it is recorded. Raises Failed."""
    manifest = parsed(given)
    dbt(manifest, given, "seed")
    dates = {"day": f"{moments[0]:%Y-%m-%d}", "until": f"{moments[-1]:%Y-%m-%d}"}
    dbt(manifest, given, "run-operation", "forget_from", "--args", yaml.safe_dump(dates))
    for moment in moments:
        record(manifest, given, moment)
        yield moment


def main() -> int:
    arguments = command_line(__doc__, "from", "to")
    started = time.monotonic()
    with only_run():
        try:
            moments = days(getattr(arguments, "from"), arguments.to)
            for number, moment in enumerate(replay(moments, prepared(arguments)), start=1):
                print(
                    f"  {number} of {len(moments)}: {moment:%Y-%m-%d %H:%M} ({time.monotonic() - started:.0f} s)", flush=True
                )
        except (LoadError, ValueError, Failed) as error:
            print(error, file=sys.stderr)
            return 1
    print(f"Recorded {len(moments)} days. make run builds the list from there.")
    return 0


if __name__ == "__main__":
    sys.exit(command(main))
