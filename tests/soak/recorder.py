"""A process that records dates, as `make replay` does: `python -m tests.soak.recorder`, one command a line on stdin.

seed: load the sample. record MOMENT: record the stages as of then. rebuild FIRST LAST: what `make replay` does.
It says on stdout how far it is.
"""

import contextlib
import os
import sys
import threading
import time
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from queue import Queue

from dbt_common.events.base_types import EventMsg

from lead_scoring.build.replay import days, record, replay
from lead_scoring.dbt_commands import Failed, dbt, parsed
from lead_scoring.run_lock import only_run
from lead_scoring.warehouse import WarehouseError

# dbt's events at the beginning and the end of a model, and what is said of lead_stage_log then.
SAID = {"LogStartLine": "writing", "LogModelResult": "written"}
SECONDS_TO_END = 2


def say(word: str) -> None:
    print(word, flush=True)


def listen(event: EventMsg) -> None:
    if event.info.name in SAID and event.data.node_info.node_name == "lead_stage_log":
        say(SAID[event.info.name])


def commands() -> Iterator[list[str]]:
    """The commands as they come. When whoever gives them is gone, what is at work is given up."""
    lines: Queue[str] = Queue()

    def read() -> None:
        for line in sys.stdin:
            lines.put(line)
        lines.put("")
        time.sleep(SECONDS_TO_END)
        os._exit(1)

    threading.Thread(target=read, daemon=True).start()
    while line := lines.get():
        yield line.split()


@contextlib.contextmanager
def engine() -> Iterator[None]:
    """Spark has to be started in this process; dbt finds the other engines."""
    if os.environ["DBT_TARGET"] != "spark":
        yield
        return
    from tests.engines.spark_session import spark_session

    with spark_session(Path(os.environ["SPARK_FOLDER"])):
        yield


def main() -> int:
    try:
        with only_run(), engine():
            manifest = parsed({})
            say("ready")
            for name, *words in commands():
                if name == "seed":
                    dbt(manifest, {}, "seed")
                elif name == "record":
                    record(manifest, {}, datetime.fromisoformat(" ".join(words)), [listen])
                else:
                    for _ in replay(days(*words), {}):
                        say("rebuilt")
                say("done")
    except (Failed, WarehouseError) as error:
        say(f"failed: {' '.join(str(error).split())}")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
