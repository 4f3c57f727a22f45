"""The rows of a CSV file, by Python's csv."""

import csv
import itertools
import re
import sys
from collections.abc import Iterable, Iterator

from tools.files import LoadError

csv.field_size_limit(sys.maxsize)


def delimiter_of(header: str) -> str:
    """The one of comma, semicolon and tab that stands most often outside quotes."""
    return max(",;\t", key=re.sub(r'"[^"]*("|$)', "", header).count)


class CsvRows:
    """Iterating gives each row that is not blank: the text of an unreadable one alone, else '' and the row's cells.

    A row is unreadable if a cell beyond the header is filled: then nobody knows which cell belongs to which column.
    Raises LoadError where a quote is not closed, or stands where it may not, because what follows cannot be told apart.
    """

    counter = "Python's csv"
    problem = "more filled cells than the header"

    def __init__(self, file: Iterable[str], label: str) -> None:
        self.label = label
        self.unreadable = 0
        self.first_unreadable = 0
        lines = iter(file)
        begun = []
        for line in lines:
            begun.append(line)
            if line.strip():
                break
        # The lines of the record that is being read.
        self.lines: list[str] = []
        all_lines = self.remembered(itertools.chain(begun, lines))
        self.reader = csv.reader(all_lines, delimiter=delimiter_of(begun[-1] if begun else ""), strict=True)
        self.records = self.read()
        self.names = [name.strip() for name in next(self.records, [])]
        # Cells under a name that is empty, at the end, stand beyond the header.
        while self.names and not self.names[-1]:
            self.names.pop()

    def remembered(self, lines: Iterable[str]) -> Iterator[str]:
        for line in lines:
            self.lines.append(line)
            yield line

    def begins_at(self) -> int:
        """The line on which the record that was read last begins."""
        return self.reader.line_num - len(self.lines) + 1

    def read(self) -> Iterator[list[str]]:
        try:
            for cells in self.reader:
                if cells:
                    yield cells
                self.lines.clear()
        except csv.Error as error:
            if "unexpected end" in str(error):
                where, what = self.begins_at(), "a quote is opened and never closed; close it, or double it inside a cell"
            elif "new-line character" in str(error):
                where, what = self.reader.line_num, "a carriage return stands in a cell without quotes; quote the cell"
            else:
                where, what = self.reader.line_num, f"{error}; double a quote that stands inside a cell"
            raise LoadError(f"{self.label}, line {where}: {what}.") from None

    def __iter__(self) -> Iterator[list[str]]:
        width = len(self.names)
        for cells in self.records:
            if len(cells) <= width:
                yield ["", *cells]
            elif any(cell.strip() for cell in cells[width:]):
                self.unreadable += 1
                self.first_unreadable = self.first_unreadable or self.begins_at()
                yield ["".join(self.lines).rstrip("\r\n")]
            else:
                yield ["", *cells[:width]]
