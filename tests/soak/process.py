"""The process of recorder.py from outside: what it is told, what it says, and how it is killed."""

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path
from queue import Empty, Queue
from typing import Self

from tests.project import PROJECT


class SoakError(Exception):
    """The soak cannot go on; the message says why."""


class OutOfTime(Exception):
    """The limit of time is reached; what is done is kept."""


class Recorder:
    """A recorder in a process group of its own; `heard` holds what it said since it was last told something."""

    def __init__(self, project: Path, target: str, until: float, environment: dict[str, str]) -> None:
        self.until = until
        self.heard: list[str] = []
        self.lines: Queue[str] = Queue()
        self.log = (project.parent / "recorder.log").open("a", encoding="utf-8")
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.soak.recorder"],
            cwd=project,
            env={**os.environ, "PYTHONPATH": f"{PROJECT / 'src'}:{PROJECT}", "DBT_TARGET": target, **environment},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.log,
            text=True,
            # The leader of a group: a kill hits whatever it has started, and Ctrl-C does not.
            start_new_session=True,
        )
        threading.Thread(target=self.listen, daemon=True).start()
        self.wait_for("ready")

    def listen(self) -> None:
        for line in self.process.stdout:
            self.lines.put(line.strip())
        self.lines.put("failed: it ended")

    def tell(self, command: str) -> None:
        self.heard.clear()
        self.process.stdin.write(f"{command}\n")
        self.process.stdin.flush()

    def wait_for(self, word: str, seconds: float | None = None) -> bool:
        """Whether it says so, in as many seconds, or at all. Raises SoakError and OutOfTime."""
        limit = self.until if seconds is None else min(self.until, time.monotonic() + seconds)
        while word not in self.heard:
            try:
                said = self.lines.get(timeout=max(limit - time.monotonic(), 0))
            except Empty:
                if time.monotonic() >= self.until:
                    raise OutOfTime from None
                return False
            if said.startswith("failed: "):
                raise SoakError(f"A process that recorded stages {said}; see {self.log.name}.")
            self.heard.append(said)
        return True

    def do(self, command: str) -> None:
        self.tell(command)
        self.wait_for("done")

    def kill(self) -> None:
        """As kill -9 does, the whole group."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait()
        self.log.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        """Let it close the warehouse, unless something is amiss."""
        if self.process.poll() is None and kind is None:
            self.process.stdin.close()
            self.process.wait()
            self.log.close()
        elif self.process.poll() is None:
            self.kill()
