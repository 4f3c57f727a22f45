"""A row that gives no id of its lead may give the lead's e-mail address: it counts where the id is empty."""

from collections.abc import Sequence

import duckdb

from tools.files import quoted
from tools.files.names import Source

# What systems write where they have no value, as staging reads it.
MARKS = '[-\u2013\u2014.\u2026?*()\\[\\]<>"# ]*'
NOTHING = f"{MARKS}(n/?a|n[.]a|null|none|nan|undefined|unknown|not set|no value)?{MARKS}"


def filled(cell: str) -> str:
    """The SQL of a cell that is null where it says nothing."""
    return f"case when not regexp_full_match(lower(trim({cell})), {quoted(NOTHING)}) then {cell} end"


def with_stopgaps(first: str, stopgaps: Sequence[str]) -> str:
    """The SQL of a cell; where it says nothing, of the first stopgap that says something."""
    return f"coalesce({', '.join(map(filled, [first, *stopgaps]))}, {first})" if stopgaps else first


def say_stopgaps(
    connection: duckdb.DuckDBPyConnection, rows: str, sources: Sequence[Source], cells: Sequence[str], label: str
) -> None:
    """Print how many rows name their lead by a stopgap, if any do."""
    first, *stopgaps = cells
    given = f"coalesce({', '.join(map(filled, stopgaps))}) is not null"
    (count,) = connection.execute(f"select count(*) from {rows} where {filled(first)} is null and {given}").fetchone()
    if count:
        others = "', '".join(source.heading for source in sources[1:])
        print(
            f"  {label}: in {count:,} rows '{sources[0].heading}' is empty, and the lead is read from '{others}'", flush=True
        )
