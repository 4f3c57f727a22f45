"""What every page has: its title, the run that it shows, and a sentence where something is missing."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from dashboard.marts import HOW, Marts, PublishedError, Row, moment, open_marts

if TYPE_CHECKING:
    import pandas

# So long after the last publishing people must not take the list for today's.
STALE = timedelta(days=2)
# A text of the data is one line, whatever is in it.
BREAKS = re.compile(r"[\s\u2028\u2029]+")
# Unicode's classes of what runs, or turns what follows, from right to left.
TURNING = {"R", "AL", "AN", "LRE", "RLE", "LRO", "RLO", "PDF", "LRI", "RLI", "FSI", "PDI"}
FIRST_STRONG_ISOLATE, POP_ISOLATE = "\u2068", "\u2069"
ISOLATES = re.compile("[\u2066-\u2069]")


def page(title: str, question: str, show: Callable[[Marts], None]) -> None:
    """The page of a title, and the question that it answers. What cannot be shown is a sentence that says what to do."""
    st.title(title, anchor=False)
    try:
        with st.spinner("Reading the published marts"), open_marts() as marts:
            # Any mart tells the run: all are published together.
            run = marts.row("select max(as_of) as as_of, max(published_at) as published_at from load_reconciliation")
            if run["as_of"] is None:
                empty(f"What is published holds no run. {HOW}")
                return
            if datetime.now(UTC).replace(tzinfo=None) - run["published_at"] > STALE:
                st.warning(f"Nothing was published for {STALE.days} days. {HOW}", icon=":material/history:")
            st.caption(f"{question} · Scored as of {moment(run['as_of'])}, published {moment(run['published_at'])}")
            show(marts)
    except PublishedError as error:
        st.error(str(error), icon=":material/error:")


def empty(sentence: str) -> None:
    """Why there is nothing to see, and what to do."""
    st.info(sentence, icon=":material/inbox:")


def text(*lines: object, key: str | None = None) -> None:
    """Texts of the data, a line each, as they are: never Markdown, never HTML. `key` names the look in style.css."""
    shown = "\n".join(one_line(line) for line in lines if line not in (None, ""))
    with st.container(key=key) if key else nullcontext():
        st.text(shown)


def one_line(value: object) -> str:
    return BREAKS.sub(" ", str(value)).strip()


def isolated(value: object) -> str:
    """A text of the data to stand on a line with others, which keep their direction whatever this one has in it."""
    piece = one_line(value)
    if TURNING.isdisjoint(map(unicodedata.bidirectional, piece)):
        return piece
    # One of its own could end the isolation, or outlast it.
    return FIRST_STRONG_ISOLATE + ISOLATES.sub("", piece) + POP_ISOLATE


def joined(between: str, lead: Row, columns: Sequence[str]) -> str:
    """What is known of a lead in these columns, on one line."""
    return between.join(isolated(lead[column]) for column in columns if lead.get(column))


def full_name(lead: Row) -> str:
    """First and last name, as far as they are known; a lead that is not on the list has none."""
    return joined(" ", lead, ("first_name", "last_name"))


def table(rows: pandas.DataFrame, columns: dict[str, object], alt: str, height: int | str = "auto") -> None:
    """The columns named, in this order, under the labels given; a label or a column_config of Streamlit."""
    shares = [
        name
        for name, column in columns.items()
        if isinstance(column, dict) and column["type_config"].get("format") == "percent"
    ]
    st.dataframe(
        rows.assign(**{name: rows[name].astype(float).round(3) for name in shares}),
        hide_index=True,
        column_config=columns,
        column_order=list(columns),
        placeholder="-",
        alt=alt,
        height=height,
    )


def count(label: str, help: str | None = None) -> object:
    """A column of whole numbers."""
    return st.column_config.NumberColumn(label, format="localized", help=help)


def money(label: str, help: str | None = None) -> object:
    return st.column_config.NumberColumn(label, format="accounting", help=help)


def share(label: str, help: str | None = None) -> object:
    """A column of shares from 0 to 1, as per cent."""
    return st.column_config.NumberColumn(label, format="percent", help=help)


def percent(value: float | None, digits: int = 1) -> str:
    return "-" if value is None or math.isnan(value) else f"{100 * value:.{digits}f} %"


def amount(value: float | None, digits: int = 0) -> str:
    return "-" if value is None or math.isnan(value) else f"{value:,.{digits}f}"


def any_of(column: str, chosen: Sequence[object]) -> tuple[str, list[object]]:
    """A condition that a column is one of the values chosen, always true where none is; and its values."""
    return (f"{column} in ({', '.join('?' * len(chosen))})", list(chosen)) if chosen else ("true", [])
