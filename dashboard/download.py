"""A list of leads as a file."""

import csv
import io

from dashboard.marts import open_marts
from lead_scoring.spreadsheet import cell

# Rows of a file at most.
DOWNLOADED = 50_000


def as_csv(query: str, values: list[object]) -> str:
    """The rows of a query as CSV that a spreadsheet opens and does not run; read again, since the page is finished by then.

    Raises PublishedError.
    """
    with open_marts() as marts:
        names, rows = marts.read(f"{query} limit {DOWNLOADED}", values)
    file = io.StringIO()
    writer = csv.writer(file, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([cell(value) for value in row] for row in rows)
    return file.getvalue()
