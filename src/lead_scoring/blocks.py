"""What the analysts' files say, as the project itself reads them: the operation print_blocks of macros/guards/blocks.sql."""

import json
import re
from dataclasses import dataclass
from pathlib import Path

from dbt_common.events.base_types import EventMsg

from lead_scoring.dbt_commands import invoke
from lead_scoring.project import PROJECT
from lead_scoring.warehouse import WarehouseError

# The criteria files, in the order in which people read them, and the dimension of each.
DIMENSIONS = {
    "fit_criteria": "fit",
    "engagement_criteria": "engagement",
    "intent_criteria": "intent",
    "disqualification_criteria": "disqualification",
}


@dataclass(frozen=True)
class Block:
    """One block of a file in models/criteria or models/rules: its name, and the SQL of each of its columns."""

    path: str
    file: str
    name: str
    expressions: dict[str, str]


def read_blocks(project: Path = PROJECT) -> list[Block]:
    """Every block of the analysts' files, in the order of the files. Raises WarehouseError with what dbt says."""
    return read_model(project)[0]


def read_model(project: Path = PROJECT) -> tuple[list[Block], str]:
    """The same, and the version of the criteria and rules that these files are. Raises WarehouseError.

    The target `lint` has no file, so that nothing waits for the warehouse; a target path of its own leaves dbt's notes
    on the other targets alone.
    """
    printed: list[str] = []
    errors: list[str] = []

    def listen(event: EventMsg) -> None:
        if event.info.name == "PrintEvent":
            printed.append(event.info.msg)
        elif event.info.level == "error":
            errors.append(event.info.msg.strip())

    places = ["--project-dir", str(project), "--profiles-dir", str(project), "--target-path", str(project / "target/lint")]
    quiet = ["--log-level", "none", "--log-level-file", "none", "--no-version-check", "--no-send-anonymous-usage-stats"]
    result = invoke([*quiet, "run-operation", "print_blocks", "--target", "lint", *places], [listen])
    if not result.success:
        raise WarehouseError("\n".join(errors) or f"dbt could not read the files: {result.exception}")
    *blocks, version = map(json.loads, printed)
    return [Block(**block) for block in blocks], version["criteria_version"]


def span_of(text: str, expression: str, column: str, start: int = 0) -> tuple[int, int] | None:
    """Where a file says `expression as column`: blocks give expressions with single spaces, files as they are laid out."""
    packed = "".join(expression.split()) + f"as{column}"
    found = re.compile(r"(?<![\w.-])" + r"\s*".join(map(re.escape, packed))).search(text, start)
    return found.span() if found else None


def of_file(blocks: list[Block], file: str) -> list[Block]:
    return [block for block in blocks if block.file == file]
