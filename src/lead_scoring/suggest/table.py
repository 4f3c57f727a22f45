"""Any table of yes/no and numeric columns with an outcome, as rows to learn from: `make suggest TABLE=leads.csv`."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import duckdb
import numpy as np

from lead_scoring.suggest import SuggestError
from lead_scoring.suggest.rows import Criterion, Rows
from lead_scoring.warehouse import open_warehouse

Relation = duckdb.DuckDBPyRelation
LIMIT = 100
YES, NO = ("yes", "true", "y", "t", "1"), ("no", "false", "n", "f", "0")
# Where a numeric column ends: what lies beyond counts as the end does.
ENDS = (0.05, 0.95)


@dataclass(frozen=True)
class Column:
    """A column as a number from 0 to 1, in SQL, and from what to what it goes."""

    name: str
    sql: str
    means: str


@contextmanager
def opened(name: str) -> Iterator[Relation]:
    """A CSV or Parquet file, or a table of the warehouse. Raises SuggestError where it cannot be read."""
    try:
        if name.endswith((".csv", ".csv.gz", ".parquet")):
            with duckdb.connect() as connection:
                yield connection.read_parquet(name) if name.endswith(".parquet") else connection.read_csv(name)
        else:
            with open_warehouse() as connection:
                yield connection.table(name)
    except duckdb.Error as error:
        raise SuggestError(f"TABLE is {name}, which cannot be read: {str(error).splitlines()[0]}") from None


def quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def yes_or_no(relation: Relation, name: str) -> str | None:
    """A column that says yes or no, as SQL for 1 or 0; None where it says something else."""
    # 1.0 is a yes too.
    word = f"regexp_replace(lower(trim(cast({quoted(name)} as varchar))), '[.]0+$', '')"
    says_so = f"bool_and({word} in {(*YES, *NO)}) filter ({word} <> '')"
    if not relation.aggregate(says_so).fetchall()[0][0]:
        return None
    return f"case when {word} in {YES} then 1 else 0 end"


def between_its_ends(relation: Relation, name: str) -> Column | None:
    """A numeric column, from one of its ends to the other; None where all of it is one value."""
    quantiles = ", ".join(f"cast(quantile_cont({quoted(name)}, {end}) as double)" for end in ENDS)
    low, high = relation.aggregate(quantiles).fetchall()[0]
    if low is None or low == high:
        return None
    share = f"coalesce(least(greatest(({quoted(name)} - {low}) / ({high} - {low}), 0), 1), 0)"
    return Column(name, share, f"{low:g} to {high:g}")


def is_key(relation: Relation, name: str) -> bool:
    """Whether a whole number is another in each row."""
    values, rows = relation.aggregate(f"count(distinct {quoted(name)}), count(*)").fetchall()[0]
    return values == rows


def column_of(relation: Relation, name: str, kind: str) -> Column | None:
    """A column to learn from; None where it says nothing that points can be given for."""
    if word := yes_or_no(relation, name):
        return Column(name, word, "yes")
    is_whole = "INT" in kind
    if (is_whole and not is_key(relation, name)) or kind.startswith(("DECIMAL", "DOUBLE", "FLOAT")):
        return between_its_ends(relation, name)
    return None


def of_table(name: str, outcome: str) -> tuple[Rows, str]:
    """The rows of a table, ordered by its first date or time, or at random if it has none; and a sentence about them.

    Raises SuggestError.
    """
    with opened(name) as relation:
        kinds = dict(zip(relation.columns, map(str, relation.types), strict=True))
        if outcome not in kinds:
            raise SuggestError(f"TABLE has no column {outcome}; name the one that says who bought: OUTCOME=column.")
        moment = next((column for column, kind in kinds.items() if kind.startswith(("DATE", "TIMESTAMP"))), None)
        relation = relation.filter(f"{quoted(outcome)} is not null")
        if moment:
            relation = relation.filter(f"{quoted(moment)} is not null")
        bought = yes_or_no(relation, outcome)
        if bought is None:
            raise SuggestError(f"The column {outcome} says more than yes and no; name another: OUTCOME=column.")
        found = {
            column: column_of(relation, column, kind) for column, kind in kinds.items() if column not in (outcome, moment)
        }
        columns = [column for column in found.values() if column]
        if not columns:
            raise SuggestError("TABLE has no column of yes and no or of numbers to learn from.")
        wanted = [f"{column.sql} as column_{number}" for number, column in enumerate(columns)]
        order = quoted(moment) if moment else "null"
        values = relation.project(f"{bought} as bought, {order} as moment, {', '.join(wanted)}").fetchnumpy()
    left_out = [column for column, use in found.items() if use is None]
    said = f"In the order of {moment}." if moment else "It has no date: random rows take the place of later dates."
    said += f" Left out, neither yes and no nor numbers: {', '.join(left_out)}." if left_out else ""
    size = len(values["bought"])
    rows = Rows(
        criteria=[Criterion("points", f"{column.name} ({column.means})", 0, False) for column in columns],
        limits={"points": LIMIT},
        share=np.column_stack([np.asarray(values[f"column_{place}"], dtype=float) for place in range(len(columns))]),
        leads=np.ones(size),
        bought=np.asarray(values["bought"], dtype=float),
        floor=-LIMIT,
        moment=np.asarray(values["moment"]) if moment else np.random.default_rng(0).permutation(size),
    )
    return rows, said
