"""A value as it is written to a CSV file that people open in a spreadsheet."""

import re
from datetime import datetime

# Where a spreadsheet begins a formula, in either width, and what it looks past to find one.
FORMULA = re.compile("[\t\r\n]|[\\s\ufeff'\"\u2018\u2019\u201c\u201d]*[-=+@\uff1d\uff0b\uff0d\uff20]")


def cell(value: object) -> object:
    """A value as it is written to the file. A text that a spreadsheet would run gets an apostrophe before it."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%dT%H:%M:%SZ}"
    return f"'{value}" if isinstance(value, str) and FORMULA.match(value) else value
