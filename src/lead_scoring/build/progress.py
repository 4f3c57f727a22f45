"""How far dbt has come: a bar on a terminal, elsewhere a line every 25 steps."""

import sys
import time

from dbt_common.events.base_types import EventMsg
from rich import progress

# dbt's events that end a step: what to call it, and where the event says how many steps there are.
STEPS = {
    "LogModelResult": ("built", "total"),
    "LogSeedResult": ("loaded", "total"),
    "LogTestResult": ("tested", "num_models"),
}


class Progress(progress.Progress):
    """Counts what dbt has finished. Call it with each of dbt's events."""

    def __init__(self) -> None:
        counted = progress.TextColumn("  {task.completed} of {task.total} {task.description}")
        columns = (counted, progress.BarColumn(), progress.TimeElapsedColumn())
        super().__init__(*columns, transient=True, disable=not sys.stdout.isatty())
        self.task = self.add_task("", total=None, visible=False)
        self.since = time.monotonic()

    def __call__(self, event: EventMsg) -> None:
        if event.info.name not in STEPS:
            return
        done_what, total_field = STEPS[event.info.name]
        total, step = getattr(event.data, total_field), f"{done_what}: {event.data.node_info.node_name}"
        self.update(self.task, advance=1, total=total, description=step, visible=True)
        done = int(self.tasks[0].completed)
        if self.disable and (done % 25 == 0 or done == total):
            print(f"  {done} of {total} {step} ({time.monotonic() - self.since:.0f} s)", flush=True)
