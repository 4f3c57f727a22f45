"""How text is cleaned, and the lookups that analysts edit."""

from pathlib import Path

import polars as pl

LOOKUPS = Path(__file__).parents[2] / "seeds" / "lookups"
SPACES = " \t\n\r\u00a0"
PLACEHOLDERS = ["", "select", "unknown", "n/a", "null", "none", "nan", "not provided", "-", "--", ".", "?"]
LONGEST = max(map(len, PLACEHOLDERS))
# A last part of a domain as mail servers know it, and what stands before it.
DOMAIN = r"(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?[.])+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,58})"
ADDRESS = rf"^[a-z0-9._%+'-]{{1,64}}@{DOMAIN}$"
SITE = rf"^(?:[a-z-]+://)?(?:www[.])?({DOMAIN})(?:[:/?#]|$)"
PHONE = r"^[+(]?[0-9][0-9 ()./-]{4,24}[0-9]( ?x[0-9]+)?$"
HASHED = r"^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$"


def bare(column: str) -> pl.Expr:
    """A text without white space around it."""
    return pl.col(column).str.strip_chars(SPACES)


def says_nothing(text: pl.Expr) -> pl.Expr:
    """Whether a trimmed text is null or stands for no value. Only short texts are read: the others are null to `lower`."""
    short = pl.when(text.str.len_bytes() <= LONGEST).then(text)
    return text.is_null() | short.str.to_lowercase().is_in(PLACEHOLDERS).fill_null(False)


def clean(column: str) -> pl.Expr:
    """A trimmed text, or null where it says nothing."""
    return pl.when(~says_nothing(bare(column))).then(bare(column))


def word(column: str) -> pl.Expr:
    """A cleaned text as lookups write it."""
    return clean(column).str.to_lowercase().str.replace_all(" ", "_", literal=True).str.replace_all("-", "_", literal=True)


def lookup(name: str) -> pl.DataFrame:
    return pl.read_csv(LOOKUPS / f"{name}.csv", infer_schema=False)


def values(name: str) -> list[str]:
    """The words of a lookup."""
    return lookup(name)["value"].to_list()


def looked_up(text: pl.Expr, name: str, column: str) -> pl.Expr:
    """What a lookup says of a text; null where it does not know it."""
    rows = lookup(name)
    return text.replace_strict(rows["value"], rows[column], default=None, return_dtype=pl.String)
