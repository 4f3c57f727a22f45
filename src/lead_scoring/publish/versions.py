"""The folder that BI reads: the published run, and the ones before it.

    published/bi.duckdb               what BI opens: the DuckDB file of one version
    published/parquet/<mart>.parquet  the same for other tools, a link to the folder of that version
    published/.gitignore              keeps all of it out of git
    published/versions/<name>/        one version: bi.duckdb, parquet/, privacy; named after its run

A version is written apart and named when it is whole; then a name is put on it with one os.replace. Whoever is killed leaves
the version before in place, and beside it names that begin with a dot, which the next one removes.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import duckdb
from filelock import FileLock, Timeout

from lead_scoring.warehouse import WarehouseError

FILE, PARQUET, PRIVACY = "bi.duckdb", "parquet", "privacy"
RUN_ID = len("20260302_080000_0a1b2c3d")


@dataclass(frozen=True, order=True)
class Version:
    """One published run; the name is its run id, with a number behind it where the run was published again."""

    path: Path

    @property
    def run_id(self) -> str:
        return self.path.name[:RUN_ID]

    @property
    def privacy(self) -> str:
        """What built_marts says of who may be shown; empty where it cannot be read."""
        with suppress(OSError):
            return (self.path / PRIVACY).read_text(encoding="utf-8")
        return ""


@dataclass(frozen=True)
class Versions:
    """The folder, held: nobody else publishes into it meanwhile."""

    folder: Path

    @property
    def file(self) -> Path:
        return self.folder / FILE

    @property
    def inside(self) -> Path:
        return self.folder / "versions"

    def all(self) -> list[Version]:
        """The whole ones, the oldest first."""
        return sorted(Version(path) for path in self.inside.iterdir() if not path.name.startswith("."))

    def in_place(self) -> Version | None:
        """The one that BI reads; none where there is none yet, or where the file was put there by somebody else."""
        return next((version for version in self.all() if is_same(self.file, version.path / FILE)), None)

    def being_read(self) -> list[Version]:
        """Those that a name stands on: one, or two where a process was killed between the file and the link."""
        link = self.folder / PARQUET
        return [
            version
            for version in self.all()
            if is_same(self.file, version.path / FILE) or is_same(link, version.path / PARQUET)
        ]

    def clear(self) -> None:
        """Remove what is not whole."""
        for left in self.inside.glob(".*"):
            (shutil.rmtree if left.is_dir() and not left.is_symlink() else os.unlink)(left)

    def draft(self) -> Path:
        """An empty folder for a version to be written into."""
        path = self.inside / ".draft"
        path.mkdir()
        return path

    def name(self, draft: Path, run_id: str) -> Version:
        """The draft as a version, once all of it is on the disk."""
        for path in [*draft.rglob("*"), draft]:
            on_disk(path)
        names = {version.path.name for version in self.all()}
        numbered = (f"{run_id}_{number:03}" for number in range(2, len(names) + 3))
        version = Version(self.inside / next(name for name in (run_id, *numbered) if name not in names))
        draft.replace(version.path)
        on_disk(self.inside)
        return version

    def put_in_place(self, version: Version) -> None:
        """BI reads this one from now on. Who has the file open keeps what it has until it opens it again."""
        file, link = self.inside / ".file", self.inside / ".link"
        os.link(version.path / FILE, file)
        file.replace(self.file)
        link.symlink_to(Path("versions", version.path.name, PARQUET))
        link.replace(self.folder / PARQUET)
        on_disk(self.folder)

    def remove_all_but(self, kept: list[Version]) -> None:
        for version in self.all():
            if version not in kept:
                # Renamed first: half of a version must not be taken for one.
                gone = self.inside / f".{version.path.name}"
                version.path.replace(gone)
                shutil.rmtree(gone)


def is_same(one: Path, other: Path) -> bool:
    """Whether two names stand for one file that there is."""
    with suppress(OSError):
        return one.samefile(other)
    return False


def on_disk(path: Path) -> None:
    """Wait until a file, or the names in a folder, would outlive a power cut."""
    handle = os.open(path, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def hide_from_git(path: Path) -> None:
    """What is published names people: whatever folder it lies in, nobody commits it by `git add .`."""
    if not (path / ".gitignore").exists():
        (path / ".gitignore").write_text("*\n", encoding="utf-8")


def folder() -> Path:
    """Where to publish: what PUBLISHED names, else published/ in the project."""
    return Path(os.environ.get("PUBLISHED") or "published").resolve()


@contextmanager
def open_versions() -> Iterator[Versions]:
    """The folder of the published runs, without what a killed process left. Raises WarehouseError."""
    path = folder()
    try:
        versions = Versions(path)
        versions.inside.mkdir(parents=True, exist_ok=True)
        with FileLock(path / ".lock", blocking=False):
            versions.clear()
            hide_from_git(path)
            try:
                yield versions
            finally:
                versions.clear()
    except Timeout:
        raise WarehouseError(f"{path} is being published to by another process; wait until it has ended.") from None
    except OSError as error:
        raise WarehouseError(
            f"{path} cannot be written ({error.strerror}); what was published before stays. "
            "Allow it, or name another folder with PUBLISHED."
        ) from None


def asked(file: Path, sql: str) -> tuple[object, ...] | None:
    """The first row of a query on a published file; none where it is not there or damaged."""
    try:
        with duckdb.connect(file, read_only=True) as connection:
            return connection.execute(sql).fetchone()
    except duckdb.Error:
        return None
