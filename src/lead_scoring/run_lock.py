"""One run at a time: a lock on the warehouse that the operating system lets go of when its process ends, however it ends."""

import hashlib
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from filelock import FileLock, Timeout

from lead_scoring.warehouse import WarehouseError, profile

# What tells one warehouse from another in profiles.yml.
NAMES = ("type", "method", "host", "port", "dbname", "schema", "server_side_parameters")


def lock_file() -> Path:
    """Beside a DuckDB file; else in the temporary folder, so that runs of other machines and of other users are not seen."""
    output = profile()
    if output["type"] == "duckdb":
        return Path(f"{Path(output['path']).resolve()}.lock")
    # A Spark that is not a server has its warehouse in the folder it is started in.
    words = [output.get(name, "") for name in NAMES] + ([str(Path.cwd())] if output["type"] == "spark" else [])
    digest = hashlib.sha256("\n".join(words).encode()).hexdigest()[:12]
    return Path(tempfile.gettempdir()) / f"qualified-leads-{os.getuid()}-{output['type']}-{digest}.lock"


@contextmanager
def only_run() -> Iterator[None]:
    """Hold the warehouse of the profile. Raises WarehouseError while another run holds it."""
    path = lock_file()
    if not path.parent.is_dir():
        raise WarehouseError(f"There is no folder {path.parent}; make it, or name another file with DUCKDB_PATH.")
    try:
        held = FileLock(path, blocking=False).acquire()
    except Timeout:
        holder = path.read_text(encoding="utf-8") or "unknown"
        raise WarehouseError(f"Another run is going (process {holder}, lock {path}); wait until it has ended.") from None
    except OSError as error:
        raise WarehouseError(f"{path} cannot be written ({error.strerror}); allow it, or name another place.") from None
    with held:
        # For a run that finds it held.
        path.write_text(str(os.getpid()), encoding="utf-8")
        yield
