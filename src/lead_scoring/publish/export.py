"""`make export TO=leads.csv`: write the leads that changed since the last export, for the CRM, and mark them as exported.

The file is complete before anything is marked: stopped or killed between the two, the next export gives the same rows again.
It holds what the last run built.
"""

import argparse
import csv
import hashlib
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TextIO

import yaml
from dbt.adapters.factory import get_adapter_by_type
from dbt.contracts.graph.manifest import Manifest
from dbt_common.exceptions import DbtRuntimeError

from lead_scoring.causes import cause
from lead_scoring.dbt_commands import Failed, dbt, parsed
from lead_scoring.failures import plain
from lead_scoring.publish.marts import refuse_to_export
from lead_scoring.run_lock import only_run
from lead_scoring.spreadsheet import cell
from lead_scoring.warehouse import Row, WarehouseError, ask, command, profile

MOMENT = "%A %Y-%m-%d %H:%M UTC"


def target(to: str) -> Path:
    """The file to write. Raises WarehouseError."""
    if not to.strip():
        raise WarehouseError("Name the file to write: make export TO=leads.csv")
    path = Path(to)
    if path.is_dir():
        raise WarehouseError(f"TO is {to}, which is a folder; name a file in it, as in TO={path / 'leads.csv'}.")
    # Whatever else is there, such as the warehouse, must not be replaced.
    if path.suffix.lower() != ".csv":
        raise WarehouseError(f"TO is {to}; name a file that ends in .csv.")
    return path.resolve()


@contextmanager
def replacing(path: Path) -> Iterator[TextIO]:
    """A file that takes the place of `path` in one step when it is complete, and leaves nothing when it is not."""
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("w", encoding="utf-8", newline="") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        beside.replace(path)
        folder = os.open(path.parent, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)
    except OSError as error:
        raise WarehouseError(f"{path} cannot be written ({error.strerror}); allow it, or name another file.") from None
    finally:
        with suppress(OSError):
            beside.unlink()


def rows_to_export(manifest: Manifest) -> tuple[list[str], list[Row]]:
    """The columns of crm_export, and its rows that were not exported yet. Raises Failed and WarehouseError."""
    compiled = dbt(manifest, {}, "compile", "--inline", "{{ rows_of_file() }}").result
    adapter = get_adapter_by_type(profile()["type"])
    with adapter.connection_named("export"):
        try:
            # Not through dbt's own tables, which take the text null for nothing.
            _, cursor = adapter.add_query(compiled.results[0].node.compiled_code)
            names = [column[0] for column in cursor.description]
            return names, [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
        except DbtRuntimeError as error:
            raise WarehouseError(cause(str(error)) or plain(str(error))) from None


def refuse_unread_requests(manifest: Manifest) -> None:
    """Raise Failed where a privacy request cannot be read: nobody knows whether the leads include the one it protects."""
    try:
        dbt(manifest, {}, "test", "--select", "every_privacy_request_is_read")
    except Failed as unread:
        raise Failed(f"Nothing was exported.\n{unread}") from None


def git_would_take(path: Path) -> str:
    """A sentence where the file lies in a repository of git that does not ignore it; it names people."""
    try:
        asked = subprocess.run(
            ["git", "-C", str(path.parent), "check-ignore", "-q", path.name], capture_output=True, check=False
        )
    except FileNotFoundError:
        return ""
    # 1: in a repository and not ignored; 128: in none.
    if asked.returncode != 1:
        return ""
    return f"\nIt names people, and git does not ignore it: write {path.name} into {path.parent / '.gitignore'}."


def mark(manifest: Manifest, rows: list[Row]) -> None:
    """Mark these rows as exported, if they are still those to export. Raises Failed."""
    keys = sorted(f"{row['source_system']} {row['lead_id']} {row['content_hash']}" for row in rows)
    held = hashlib.md5(", ".join(keys).encode()).hexdigest()
    dbt(manifest, {}, "run-operation", "mark_exported", "--args", yaml.safe_dump({"held": held}))


def export(path: Path) -> str:
    """Write the file, mark what it holds, and say what that is. Raises Failed and WarehouseError."""
    # Before dbt, which would make an empty warehouse.
    refuse_to_export()
    with replacing(path) as file:
        manifest = parsed({})
        names, rows = rows_to_export(manifest)
        refuse_unread_requests(manifest)
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(names)
        writer.writerows([cell(value) for value in row.values()] for row in rows)
    if not rows:
        moment = ask("select max(as_of) as as_of from lead_stages")[0]["as_of"]
        return f"Nothing changed since the last export: {path} holds the header only, scored as of {moment:{MOMENT}}."
    try:
        mark(manifest, rows)
    except Failed as error:
        raise Failed(f"{error}\n{path} is complete, but its leads are not marked as exported; they come again.") from None
    removed = sum(row["stage"] == "removed" for row in rows)
    moment = max(row["scored_at"] for row in rows)
    return (
        f"{path} holds {len(rows):,} lead{'s' * (len(rows) > 1)} that changed since the last export, "
        f"{removed:,} of them removed; scored as of {moment:{MOMENT}}.{git_would_take(path)}"
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", default="")
    try:
        path = target(parser.parse_args().to)
        with only_run():
            print(export(path))
    except Failed as error:
        print(error, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nStopped: what is not marked as exported comes again.", file=sys.stderr)
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(command(main))
