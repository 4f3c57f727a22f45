"""The copy of a text file in which DuckDB has nothing to detect: one delimiter, one quote, UTF-8."""

from collections.abc import Iterable
from pathlib import Path

from lead_scoring.load import quoted

# A delimiter that hardly any cell holds, and quotes only around cells that need them.
DELIMITER = "\x1f"
LINE_END = "\n"
LONGEST_LINE = 64 * 1024 * 1024


def tidy_line(cells: list[str]) -> str:
    line = DELIMITER.join(cells)
    if '"' in line or "\n" in line or "\r" in line or line.count(DELIMITER) != len(cells) - 1:
        line = DELIMITER.join('"' + cell.replace('"', '""') + '"' for cell in cells)
    return line + LINE_END


def write_tidy(rows: Iterable[list[str]], path: Path) -> int:
    """Write rows where DuckDB reads them; how many there are."""
    count = 0
    with path.open("w", encoding="utf-8", newline="") as file:
        for count, cells in enumerate(rows, start=1):  # noqa: B007
            file.write(tidy_line(cells))
    return count


def tidy_rows(path: Path, width: int) -> str:
    """DuckDB's words for a tidy copy: unreadable_line, cell_-1, and `width` cells a row."""
    cells = {f"cell_{place}": "varchar" for place in range(-1, width)}
    return f"""read_csv(
            {quoted(str(path))}, columns = {cells}, header = false, auto_detect = false, delim = '{DELIMITER}', quote = '"',
            escape = '"', null_padding = true, strict_mode = false, parallel = false, max_line_size = {LONGEST_LINE}
        )"""
