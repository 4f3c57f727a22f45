"""What a process costs."""

import os
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parents[1]


class StepFailed(Exception):
    """A process ended with an error; the text is what it printed."""


@dataclass(frozen=True)
class Cost:
    """What one process took: wall time and CPU time in seconds, highest resident memory in GiB."""

    seconds: float
    cpu_seconds: float
    gib: float

    def __str__(self) -> str:
        return f"{self.seconds:7.1f} s  {self.cpu_seconds:7.1f} s of CPU  {self.gib:5.2f} GiB"


def measured(command: list[str], environment: dict[str, str], folder: Path = ROOT) -> Cost:
    """Run a command in a folder, wait for it, and say what it cost."""
    with tempfile.TemporaryFile() as output:
        started = time.monotonic()
        process = subprocess.Popen(
            command, cwd=folder, env=os.environ | environment, stdout=output, stderr=subprocess.STDOUT
        )
        # wait4 tells of this process alone (and its children), where getrusage would tell the highest of all so far.
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        seconds = time.monotonic() - started
        output.seek(0)
        said = output.read().decode()
    if process.returncode:
        raise StepFailed(said)
    gib = usage.ru_maxrss / (2**30 if sys.platform == "darwin" else 2**20)
    return Cost(round(seconds, 2), round(usage.ru_utime + usage.ru_stime, 2), round(gib, 2))


def middle(costs: list[Cost]) -> Cost:
    """Median times, and the highest memory of all rounds."""
    seconds, cpu = (round(median(getattr(cost, name) for cost in costs), 2) for name in ("seconds", "cpu_seconds"))
    return Cost(seconds, cpu, max(cost.gib for cost in costs))
