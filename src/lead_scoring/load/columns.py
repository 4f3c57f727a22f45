"""Columns of files whose values are read, not only copied: what each is called, and the SQL that reads it."""

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from lead_scoring.load import LoadError


@dataclass(frozen=True)
class Column:
    """A column of a file: as settings call it, as the file calls it, and the SQL of its cell.

    `zone` is the time zone of its times that say no offset.
    """

    name: str
    heading: str
    cell: str
    zone: str = "UTC"

    @property
    def short_name(self) -> str:
        """As the raw contract calls it within its table."""
        return self.name.split(".")[1]


@dataclass(frozen=True)
class Reading:
    """The SQL of a value as it lands, and the columns to be computed before, one after the other, each once a row."""

    steps: tuple[tuple[str, str], ...]
    value: str


@dataclass(frozen=True)
class Found:
    """What the values of a column tell: its reading, None where it lands as it is, or the question that they leave.

    `proven` is the one setting that they allow, where they rule out any other; `possible` are those between which they leave
    the choice.
    """

    reading: Reading | None = None
    question: str | None = None
    proven: str | None = None
    possible: tuple[str, ...] = ()


def with_steps(rows: str, readings: Iterable[Reading]) -> str:
    """Rows, beside them what the readings want to be computed."""
    for computed in zip_longest(*(reading.steps for reading in readings)):
        listed = ", ".join(f"{sql} as {name}" for name, sql in filter(None, computed))
        rows = f"(select *, {listed} from {rows})"
    return rows


def how_to_set(setting: str, column: Column, first: str, *others: str) -> str:
    """What to write where the values of a column do not tell."""
    written = f"{setting}: {{{column.name}: {first}}}"
    return f"write {written} (or {', '.join(others)}) into dbt_project.yml, or VARS='{written}' behind make"


def check_setting(name: str, value: object, allowed: Iterable[str], known: Iterable[str]) -> None:
    """Raise LoadError unless a setting gives a column of files one of the words allowed."""
    allowed, known = list(allowed), list(known)
    if not isinstance(value, dict) or any(word not in allowed for word in value.values()):
        example = f"{{{known[0]}: {allowed[0]}}}"
        raise LoadError(
            f"{name} is {value}; write one for each column that needs it, as {example}; there are: {', '.join(allowed)}."
        )
    if unknown := sorted(map(str, set(value) - set(known))):
        raise LoadError(f"{name} names {unknown[0]}, which no file holds; there are: {', '.join(known)}.")
