"""The rows of a CSV file, by Python's csv."""

import csv
import itertools
import re
import sys
from collections.abc import Callable, Iterable, Iterator

from lead_scoring.load import LoadError

csv.field_size_limit(sys.maxsize)


# Spreadsheets write the delimiter on a line of its own, before the header.
SEPARATOR = re.compile(r'"?sep=(.)"?[\r\n]*', re.IGNORECASE)
# How a line begins that reports write below their rows, alone on it.
FOOTER = re.compile(r"Copyright |Confidential Information|Generated (By|On)\b|Exported (By|On)\b", re.IGNORECASE)
ROWS = (
    "rows?|records?|lines?|items?|entries|results?|leads?|contacts?|zeilen?|datens\u00e4tze?|eintr\u00e4ge|lignes?"
    "|enregistrements?|filas?|registros?|linhas?|righe|wiersz[ey]?|rekord\u00f3w|rijen|regels|rader|r\u00e6kker"
)
TOTALS = (
    "(sub|grand )?totals?( general| g\u00e9n\u00e9ral| geral)?"
    "|totaux|totales|totais|totale( generale)?|totaal|totalt|summa|suma"
    "|summe|gesamt(summe)?|insgesamt|razem|i alt|yhteens\u00e4"
)
ENDS = (
    "(the )?end( of( the)? (report|file|data|list))?|ende( de[rs] \\w+)?|fin( du rapport| del informe| de la liste)?"
    "|fine( del rapporto)?|fim( do relat\u00f3rio)?|koniec( raportu)?|einde( (van het )?rapport)?|slut"
)
# What such a line says in its first filled cell, with nothing or sums in the others.
SUMMARY = re.compile(
    rf"({TOTALS})( ?\(.*\))?( ({ROWS}))?( count)?[:=]?( ?[0-9][0-9., ]*)?( ({ROWS}))?"
    rf"|[(]?[0-9][0-9., ]* ({ROWS})( (total|returned|exported|selected|found))?[).]?"
    rf"|((total |number of )+({ROWS})|({ROWS}) count|count of \w+|anzahl( der)? \w+|nombre de \w+)[:=]? ?[0-9][0-9., ]*"
    rf"|({ROWS}|count|anzahl)[:=] ?[0-9][0-9., ]*"
    rf"|[-=*_# ]+({ENDS})[-=*_#. ]*"
    rf"|[-=*_# ]*(end|ende|fin|fine|fim|koniec|einde) \w+( \w+)*[-=*_# ]+|end of (report|file|data)[.]?"
    rf"|(page|seite|p\u00e1gina|pagina|strona) [0-9]+( .{{1,5}} [0-9]+)?",
    re.IGNORECASE,
)
SUM = re.compile(r"[-+(]?[^\w\s]?\s?[0-9][0-9.,'\s]*[)%]?\s?([A-Z]{3}|[^\w\s])?")
# As far down as a header is looked for below the title of a report.
LINES_OF_A_TITLE = 30


def is_summary(cells: list[str]) -> bool:
    """Whether a row sums up those above it: `Total,,`, `Grand Total,2,`, `"2 rows",,`."""
    first, place = next(((cell.strip(), place) for place, cell in enumerate(cells, 1) if cell.strip()), ("", 0))
    word = first.replace("-", "")
    # Most rows begin with an id, which is one word with digits: that is quick to see.
    if (word.isalnum() and not word.isalpha()) or not SUMMARY.fullmatch(first):
        return False
    return all(SUM.fullmatch(cell.strip()) for cell in cells[place:] if cell.strip())


def delimiter_of(header: str) -> str:
    """The one of comma, semicolon, tab and bar that stands most often outside quotes."""
    return max(",;\t|", key=re.sub(r'"[^"]*("|$)', "", header).count)


def header_of(lines: list[str], is_heading: Callable[[str], bool]) -> int:
    """The place of the first line with two headings that somebody knows; 0 where a title above it would break a quote."""
    for place, line in enumerate(lines):
        if line.strip() and sum(map(is_heading, next(csv.reader([line], delimiter=delimiter_of(line)), []))) > 1:
            return 0 if any(above.count('"') % 2 for above in lines[:place]) else place
    return 0


class CsvRows:
    """Iterating gives each row that is not blank: the text of an unreadable one alone, else '' and the row's cells.

    A row is unreadable if a cell beyond the header is filled: then nobody knows which cell belongs to which column.
    Raises LoadError where a quote is not closed, or stands where it may not, because what follows cannot be told apart.
    """

    counter = "Python's csv"
    problem = "more filled cells than the header"

    def __init__(self, file: Iterable[str], label: str, is_heading: Callable[[str], bool] = lambda _: False) -> None:
        """`is_heading` tells the header from the title that a report writes above it."""
        self.label = label
        self.unreadable = 0
        self.first_unreadable = 0
        lines = iter(file)
        begun = list(itertools.islice(lines, LINES_OF_A_TITLE))
        first = next((place for place, line in enumerate(begun) if line.strip()), 0)
        delimiter = ""
        if begun and (separator := SEPARATOR.fullmatch(begun[first])):
            delimiter = separator[1]
            begun[first] = "\n"
        header = header_of(begun, is_heading) or next((place for place, line in enumerate(begun) if line.strip()), 0)
        # Lines above the header; blank ones in their place keep the numbers of those below.
        self.titles = sum(1 for line in begun[:header] if line.strip())
        begun[:header] = ["\n"] * header
        # Lines at the end that a report writes below its rows.
        self.footers = 0
        self.is_below_a_gap = False
        # The lines of the record that is being read.
        self.lines: list[str] = []
        all_lines = self.remembered(itertools.chain(begun, lines))
        self.reader = csv.reader(all_lines, delimiter=delimiter or delimiter_of(begun[header] if begun else ""), strict=True)
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
                self.is_below_a_gap = not cells
                self.lines.clear()
        except csv.Error as error:
            if "unexpected end" in str(error):
                where, what = self.begins_at(), "a quote is opened and never closed; close it, or double it inside a cell"
            elif "new-line character" in str(error):
                where, what = self.reader.line_num, "a cell without quotes has a carriage return in it; quote the cell"
            else:
                where, what = self.reader.line_num, f"{error}; double a quote that is inside a cell"
            raise LoadError(f"{self.label}, line {where}: {what}.") from None

    def without_footers(self) -> Iterator[list[str]]:
        """The records but for those at the end of the file that sum it up, or stand alone behind a blank line."""
        held: list[list[str]] = []
        for cells in self.records:
            is_alone = not any(cell.strip() for cell in cells[1:])
            is_footer = is_alone and (held or self.is_below_a_gap or FOOTER.match(cells[0]))
            if len(self.names) > 1 and (is_footer or is_summary(cells)):
                held.append(cells)
                continue
            yield from held
            held.clear()
            yield cells
        self.footers = len(held)

    def __iter__(self) -> Iterator[list[str]]:
        width = len(self.names)
        for cells in self.without_footers():
            if len(cells) <= width:
                yield ["", *cells]
            elif any(cell.strip() for cell in cells[width:]):
                self.unreadable += 1
                self.first_unreadable = self.first_unreadable or self.begins_at()
                yield ["".join(self.lines).rstrip("\r\n")]
            else:
                yield ["", *cells[:width]]
