"""The rows of newline-delimited JSON."""

import json
import re
from collections.abc import Iterable, Iterator

from lead_scoring.load.names import meant_by
from lead_scoring.load.numbers import PROVEN
from lead_scoring.load.tables import RawTable


class Number(str):
    """A number as it is written in the file."""


def object_of(pairs: list[tuple[str, object]]) -> dict[str, object]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise ValueError("a key stands there twice")
    return found


def refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


DECODER = json.JSONDecoder(object_pairs_hook=object_of, parse_int=Number, parse_float=Number, parse_constant=refuse)


def as_json(value: object) -> str:
    """A value as JSON text, its numbers as they were written."""
    if isinstance(value, Number):
        return str(value)
    if isinstance(value, dict):
        return "{" + ", ".join(f"{as_json(key)}: {as_json(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(as_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def as_text(value: object) -> str:
    """A value as the cell of a table; null is the empty text."""
    if isinstance(value, Number):
        # A number has no thousands to part, and 7.0 is the id that is elsewhere written 7.
        return re.sub(r"[.]0+$", "", str(value))
    if isinstance(value, str):
        return value
    return "" if value is None else as_json(value)


class JsonRows:
    """Iterating gives each line that is not blank: the text of one that is no JSON object alone, else '' and its values.

    `names` are the keys in the order in which they are first seen: complete at the end, and no row is longer than they are.
    """

    counter = "Python"
    problem = "no JSON object"
    # Nobody writes a report above or below lines of JSON.
    titles = 0
    footers = 0

    def __init__(self, file: Iterable[str], label: str, table: RawTable) -> None:
        self.file = file
        self.label = label
        self.table = table
        self.names: list[str] = []
        # Those whose numbers are marked as such.
        self.numbers: set[str] = set()
        self.unreadable = 0
        self.first_unreadable = 0
        self.line = 0

    def begins_at(self) -> int:
        """The line that was read last."""
        return self.line

    def values_of(self, line: str) -> list[str]:
        """The values of a line, by `names`. Raises ValueError where it is no object that can be written as text."""
        found = DECODER.decode(line.strip())
        if not isinstance(found, dict):
            raise ValueError("no object")
        if len(found) != len(self.names) or list(found) != self.names:
            self.names += [name for name in found if name not in self.names]
            self.numbers = {
                name for name in self.names if any(column in self.table.numbers for column, _ in meant_by(name, self.table))
            }
        for name in self.numbers:
            if isinstance(value := found.get(name), Number) and "." in value and "e" not in value.lower():
                found[name] = f"{PROVEN}{as_text(value)}"
        values = [as_text(found.get(name)) for name in self.names]
        if "\\u" in line:
            # Half of a pair of surrogates is no text: this raises UnicodeEncodeError, a ValueError.
            "".join(values).encode()
        return values

    def __iter__(self) -> Iterator[list[str]]:
        for number, line in enumerate(self.file, start=1):
            self.line = number
            if not line.strip():
                continue
            try:
                yield ["", *self.values_of(line)]
            except (ValueError, RecursionError):
                self.unreadable += 1
                self.first_unreadable = self.first_unreadable or self.line
                yield [line.rstrip("\r\n")]
