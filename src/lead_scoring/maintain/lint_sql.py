"""Lint all SQL with sqlfluff, which passes over a file that it cannot render: here that is a failure."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

from lead_scoring.contract import connectors

# Python's collector would go through what dbt has parsed again and again, which is more than half of all the work. A process
# that sqlfluff starts itself would have it on, so there are two of ours.
LINTER = "import gc; gc.disable(); from sqlfluff.cli.commands import cli; cli()"
PROCESSES = 2


def switched_on() -> list[str]:
    """Every connector whose SQL is here: dbt renders no file of another. `tables` has none, and wants a schema."""
    return [
        name for name in connectors() if name != "tables" and (name == "sample" or Path("models/connectors", name).is_dir())
    ]


def shares() -> list[list[str]]:
    """The models and the data tests, dealt from the longest on: each process has about as much to do."""
    files = [path for folder in ("models", "tests/data") for path in Path(folder).rglob("*.sql")]
    ordered = [str(path) for path in sorted(files, key=lambda path: (path.stat().st_size, path), reverse=True)]
    return [ordered[place::PROCESSES] for place in range(PROCESSES)]


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        settings = Path(folder, "pyproject.toml")
        settings.write_text(f"[tool.sqlfluff.templater.dbt.context]\nconnectors = {json.dumps(switched_on())}\n")
        options = ["lint", "--nocolor", "--disable-progress-bar", "--processes", "1", "--config", str(settings)]
        command = [sys.executable, "-c", LINTER, *options]
        piped = {"stdout": subprocess.PIPE, "stderr": subprocess.STDOUT, "text": True}
        linters = [subprocess.Popen([*command, *share], **piped) for share in shares()]
        said = "".join(linter.communicate()[0] for linter in linters)
    # DuckDB's library counts what it leaves behind when Python ends, and says that it skipped the rest of the list.
    skipped = [line for line in said.splitlines() if "skipped" in line.lower() and not line.startswith(" - ... ")]
    if skipped or any(linter.returncode for linter in linters):
        print("\n".join(skipped) if skipped else said)
        return 1
    print("All SQL is clean.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
