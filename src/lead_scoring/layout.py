"""How the commands print: tables, shares of leads, values and texts cut to a width."""

import datetime
import textwrap
from collections.abc import Sequence
from decimal import Decimal

from rich.console import Console
from rich.table import Table
from rich.text import Text

WIDTH = 100


def number(value: object) -> str:
    return f"{value:,}" if isinstance(value, int) else str(value)


def table(header: Sequence[str], rows: Sequence[Sequence[object]], left: Sequence[int] = (0,)) -> str:
    """Rows under a header; the columns whose places are in `left` to the left, the others to the right."""
    grid = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for place, name in enumerate(header):
        grid.add_column(name, justify="left" if place in left else "right", no_wrap=True)
    for row in rows:
        grid.add_row(*(Text(number(value)) for value in row))
    plain = Console(width=10_000, color_system=None)
    with plain.capture() as captured:
        plain.print(grid)
    return "\n".join(f"  {line.rstrip()}" for line in captured.get().splitlines())


def markdown_table(header: Sequence[str], rows: Sequence[Sequence[str]], right: Sequence[int] = ()) -> str:
    """The same in Markdown, of texts that are cells already; the columns whose places are in `right` to the right."""
    rule = ["---:" if place in right else "---" for place in range(len(header))]
    lines = [header, rule, *rows] if rows else [header, rule]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def share(part: int, whole: int) -> str:
    """A part of a whole in per cent: none is 0 %, all is 100 %, and what lies between is 0.1 to 99.9 %."""
    if not whole:
        return "-"
    if part in (0, whole):
        return "100 %" if part else "0 %"
    return f"{min(max(100 * part / whole, 0.1), 99.9):.1f} %"


def value_text(value: object) -> str:
    """A value of the warehouse as a person writes it; where there is no value, `none`."""
    if value is None:
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime.datetime):
        return f"{value:%Y-%m-%d %H:%M}"
    if isinstance(value, Decimal | float):
        return f"{value:,.{4 if abs(value) < 1 else 2}f}".rstrip("0").rstrip(".")
    return number(value) if isinstance(value, int) else textwrap.shorten(str(value), 60, placeholder=" ...")


def values_text(values: dict[str, object]) -> str:
    return ", ".join(f"{name}: {value_text(value)}" for name, value in values.items())


def indented(text: str, first: str, rest: str) -> str:
    """A text in lines of at most WIDTH, behind one indent on the first and another on those after it."""
    return textwrap.fill(
        text, WIDTH, initial_indent=first, subsequent_indent=rest, break_long_words=False, break_on_hyphens=False
    )
