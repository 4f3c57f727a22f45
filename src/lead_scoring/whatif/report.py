"""The report of `make whatif`: on the screen, and as Markdown in which names from the data are text and nothing else."""

import re
from collections.abc import Sequence

from lead_scoring.layout import number, table, value_text
from lead_scoring.warehouse import Row
from lead_scoring.whatif.moves import Section

SHOWN, WRITTEN = 20, 500
NOT_PRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2066-\u2069\ufeff]+")


def plain(value: object) -> str:
    """A value on one line, without what moves a cursor or turns the direction of writing."""
    text = value_text(value) if not isinstance(value, str) else value
    return NOT_PRINTABLE.sub(" ", text)


def as_code(value: object) -> str:
    """The same for Markdown: as code, in which nothing is markup, a link or a mention. A number stays one."""
    text = plain(value).replace("`", "'").replace("|", "\\|")
    return number(value) if isinstance(value, int) else f"`{text or ' '}`"


def header(rows: Sequence[Row]) -> list[str]:
    return [name.replace("left_it", "left").replace("_", " ") for name in rows[0]]


def cut(rows: Sequence[Row], limit: int) -> tuple[Sequence[Row], str]:
    """As many rows as are shown, and what is said of the others."""
    return rows[:limit], f"and {len(rows) - limit:,} more" if len(rows) > limit else ""


def as_text(head: str, sections: Sequence[Section]) -> str:
    parts = [head]
    for section in sections:
        parts.append(f"\n{section.title}")
        if not section.rows:
            parts.append(f"  {section.empty}")
            continue
        rows, rest = cut(section.rows, SHOWN)
        left = [place for place, value in enumerate(rows[0].values()) if isinstance(value, str)]
        cells = [[value if isinstance(value, int) else plain(value) for value in row.values()] for row in rows]
        parts.append(table(header(rows), cells, left=left))
        parts += [f"  {rest}"] if rest else []
    return "\n".join(parts)


def as_markdown(head: str, sections: Sequence[Section]) -> str:
    parts = [f"# {plain(head)}"]
    for section in sections:
        parts.append(f"\n## {section.title}\n")
        if not section.rows:
            parts.append(section.empty)
            continue
        rows, rest = cut(section.rows, WRITTEN)
        numeric = [isinstance(value, int) for value in rows[0].values()]
        parts.append("| " + " | ".join(header(rows)) + " |")
        parts.append("|" + "|".join("--:" if right else "---" for right in numeric) + "|")
        parts += ["| " + " | ".join(as_code(value) for value in row.values()) + " |" for row in rows]
        parts += [f"\n{rest}"] if rest else []
    return "\n".join(parts) + "\n"
