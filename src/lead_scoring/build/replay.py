"""`make replay FROM=2026-02-16 TO=2026-03-02`: record the stages of every day again, each as it was known on that day.

What is recorded from FROM on is forgotten first. Every day is scored at FROM's time of day, midnight UTC where it has none.
Stopped or killed, it is begun again from FROM: the history that it ends in is the same.
"""

import sys
import time
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

import yaml
from dbt.contracts.graph.manifest import Manifest

from lead_scoring.build.steps import command_line, prepared
from lead_scoring.dbt_commands import Callback, Failed, dbt, parsed, timeless
from lead_scoring.load import LoadError
from lead_scoring.run_lock import only_run
from lead_scoring.warehouse import command


def days(first: str, last: str) -> list[datetime]:
    """Every day from the first to the last, at the first one's time of day. Raises ValueError with what to write instead."""
    try:
        begin, end = (datetime.fromisoformat(text) for text in (first, last))
    except ValueError:
        raise ValueError(f"FROM is '{first}' and TO is '{last}'; write days, as in FROM=2026-02-16 TO=2026-03-02.") from None
    if begin.tzinfo or end.tzinfo or end.date() < begin.date():
        raise ValueError(f"FROM is {first} and TO is {last}; write two moments in UTC, the first one first.")
    return [begin + timedelta(days=number) for number in range((end.date() - begin.date()).days + 1)]


def record(
    manifest: Manifest,
    given: dict[str, object],
    moment: datetime,
    callbacks: Sequence[Callback] = (),
    built_once: Sequence[str] = (),
) -> None:
    """Record the stages of one moment, with models that are the same at each one already built. Raises Failed."""
    dated = given | {"as_of": f"{moment:%Y-%m-%d %H:%M:%S}"}
    left_out = ["--exclude", *built_once] if built_once else []
    dbt(manifest, dated, "run", "--select", "+lead_stages", "+lead_stage_history", *left_out, callbacks=callbacks)


def replay(moments: list[datetime], given: dict[str, object], manifest: Manifest | None = None) -> Iterator[datetime]:
    """Record these moments, of which no date between is kept, and give each back when it is recorded. Raises Failed."""
    manifest = manifest or parsed(given)
    dbt(manifest, given, "seed")
    dates = {"day": f"{moments[0]:%Y-%m-%d}", "until": f"{moments[-1]:%Y-%m-%d}"}
    dbt(manifest, given, "run-operation", "forget_from", "--args", yaml.safe_dump(dates))
    built_once = timeless(manifest)
    dbt(manifest, given, "run", "--select", *built_once)
    for moment in moments:
        record(manifest, given, moment, built_once=built_once)
        yield moment


def told(moments: list[datetime], recording: Iterator[datetime]) -> Iterator[datetime]:
    """The moments as they are recorded, with a line for each."""
    started = time.monotonic()
    for number, moment in enumerate(recording, start=1):
        seconds = time.monotonic() - started
        print(f"  {number} of {len(moments)}: {moment:%Y-%m-%d %H:%M} ({seconds:.0f} s)", flush=True)
        yield moment


def main() -> int:
    arguments = command_line(__doc__, "from", "to")
    with only_run():
        try:
            moments = days(getattr(arguments, "from"), arguments.to)
            for _ in told(moments, replay(moments, prepared(arguments))):
                pass
        except (LoadError, ValueError, Failed) as error:
            print(error, file=sys.stderr)
            return 1
    print(f"Recorded {len(moments)} days. make run builds the list from there.")
    return 0


if __name__ == "__main__":
    sys.exit(command(main))
