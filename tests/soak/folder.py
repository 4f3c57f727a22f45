"""The folder of a soak: a copy of the project, its warehouses, and how far it has come, so that it can be stopped."""

import json
import shutil
import time
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path

from lead_scoring.sample.make import AS_OF
from tests.project import PROJECT, copy_of_project
from tests.soak.process import OutOfTime, Recorder, SoakError

FOLDER = PROJECT / "soak"
Figures = dict[str, object]


@dataclass
class Soak:
    """One soak: its settings, the time that it has, and the figures of each scenario so far."""

    settings: dict[str, int]
    until: float
    figures: dict[str, Figures] = field(default_factory=dict)

    @property
    def project(self) -> Path:
        return FOLDER / "project"

    def moments(self, days: int) -> list[datetime]:
        """The last days of the sample, at the time of day at which it is scored."""
        return [AS_OF - timedelta(days=ago) for ago in reversed(range(days))]

    def recorder(self, target: str, **environment: str) -> Recorder:
        return Recorder(self.project, target, self.until, environment)

    def check_time(self) -> None:
        if time.monotonic() >= self.until:
            raise OutOfTime

    def keep(self) -> None:
        """Write down how far it has come, in one step."""
        path = FOLDER / "progress.json"
        text = json.dumps({"settings": self.settings, "figures": self.figures}, indent=2)
        path.with_suffix(".new").write_text(text, encoding="utf-8")
        path.with_suffix(".new").replace(path)


def open_soak(settings: dict[str, int], minutes: float, afresh: bool) -> Soak:
    """The soak that stands in the folder, or a new one. Raises SoakError where other settings were asked for."""
    if afresh:
        shutil.rmtree(FOLDER, ignore_errors=True)
    soak = Soak(settings, time.monotonic() + 60 * minutes)
    path = FOLDER / "progress.json"
    if not path.exists():
        shutil.rmtree(FOLDER, ignore_errors=True)
        soak.project.mkdir(parents=True)
        copy_of_project(soak.project)
        soak.keep()
        return soak
    kept = json.loads(path.read_text(encoding="utf-8"))
    if kept["settings"] != settings:
        raise SoakError(f"{FOLDER} holds a soak with {kept['settings']}; go on with these, or begin again with --afresh.")
    soak.figures = kept["figures"]
    return soak
