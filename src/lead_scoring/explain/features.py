"""`make features`: every column that a criterion or a rule can use, and the words that no lookup knows yet."""

import datetime
import sys
from dataclasses import dataclass
from pathlib import Path

import duckdb

from lead_scoring.layout import WIDTH, indented, share, table, value_text
from lead_scoring.meanings import meanings
from lead_scoring.project import PROJECT
from lead_scoring.warehouse import command, fetch, open_warehouse

# What a column is summed up by, kind by kind: aggregates over all leads, in one pass. Summing true and false takes a fifth
# of the time of counts with a filter.
AGGREGATES = {
    "number": {"lowest": "min({c})", "highest": "max({c})", "zero": "sum(cast({c} = 0 as integer))"},
    "boolean": {"true": "sum(cast({c} as integer))"},
    "time": {"lowest": "min({c})", "highest": "max({c})"},
    "text": {"different": "approx_count_distinct({c})"},
}
# What takes long, over so many leads at most: of a million, all quantiles took two minutes.
SAMPLED = {
    "number": {"middle": "quantile_disc({c}, 0.5)", "ninety": "quantile_disc({c}, 0.9)"},
    "text": {"frequent": "approx_top_k({c}, 3)"},
}
SAMPLE = 50_000
LOOKUPS = {
    "job_title": "job_title_words.csv",
    "job_title_word": "job_title_words.csv",
    "industry": "target_industries.csv",
    "lead_source": "lead_sources.csv",
    "lifecycle_stage": "lead_status_words.csv",
    "lead_status": "lead_status_words.csv",
    "spend_channel": "lead_sources.csv",
    "country": "country_names.csv",
    "purchase_timeframe": "purchase_timeframes.csv",
    "activity_type": "activity_type_aliases.csv",
    "form": "form_words.csv",
    "page": "page_kinds.csv",
}
UNMAPPED = """
select attribute, unmapped_value, leads_affected, row_count
from unmapped_values
order by leads_affected desc, attribute, unmapped_value
"""
SHOWN = 20
# Text of which more than this share of the leads each have their own is a name, not a kind.
NAMES = 0.5


@dataclass
class Column:
    """One column over all leads: how many do not have it, and its values in one line."""

    name: str
    meaning: str
    for_rules_only: bool
    leads: int
    nulls: int
    distribution: str


def kind_of(data_type: str) -> str:
    if data_type == "BOOLEAN":
        return "boolean"
    if data_type.startswith(("TIMESTAMP", "DATE")):
        return "time"
    return "text" if data_type == "VARCHAR" else "number"


def distribution(kind: str, found: dict[str, object], known: int, shares: list[tuple[str, int]]) -> str:
    """The values of a column in one line; shares are of the leads that have one."""
    if known == 0:
        return "no lead has it"
    if kind == "boolean":
        return f"{share(found['true'], known)} true"
    if kind == "time":
        ends = [
            f"{end:%Y-%m-%d}" if isinstance(end, datetime.date) else str(end) for end in (found["lowest"], found["highest"])
        ]
        return ends[0] if ends[0] == ends[1] else " to ".join(ends)
    if kind == "text":
        if not shares:
            return f"about {found['different']:,} different"
        more = ", ..." if found["different"] > len(shares) else ""
        return ", ".join(f"{value} {share(count, known)}" for value, count in shares) + more
    lowest, middle, ninety, highest = (value_text(found[name]) for name in ("lowest", "middle", "ninety", "highest"))
    return f"{lowest} to {highest}, median {middle}, 90 % up to {ninety}; {share(found['zero'], known)} are 0"


def features(connection: duckdb.DuckDBPyConnection, project: Path = PROJECT) -> list[Column]:
    """Every column of scored_leads, those of lead_features first. Of more than SAMPLE leads, quantiles are estimates."""
    of_criteria = {row["column_name"] for row in fetch(connection, "describe lead_features")}
    kinds = {row["column_name"]: kind_of(row["column_type"]) for row in fetch(connection, "describe scored_leads")}
    found = summed(
        connection, "scored_leads", kinds, {kind: {"known": "count({c})", **AGGREGATES[kind]} for kind in AGGREGATES}
    )
    few = f"(from scored_leads using sample reservoir({SAMPLE} rows) repeatable (1))"
    for name, values in summed(connection, few, kinds, SAMPLED).items():
        found[name] |= values
    leads = connection.execute("select count(*) from lead_scores").fetchone()[0]
    known = {name: values["known"] for name, values in found.items()}
    shares = frequent_shares(
        connection,
        {
            name: found[name]["frequent"]
            for name, kind in kinds.items()
            if kind == "text" and found[name]["frequent"] and found[name]["different"] <= NAMES * known[name]
        },
    )
    means = meanings(project)
    return [
        Column(
            name=name,
            meaning=means.get(name, ""),
            for_rules_only=name not in of_criteria,
            leads=leads,
            nulls=leads - known[name],
            distribution=distribution(kinds[name], found[name], known[name], shares.get(name, [])),
        )
        for name in sorted(kinds, key=lambda name: name not in of_criteria)
    ]


def summed(
    connection: duckdb.DuckDBPyConnection, table: str, kinds: dict[str, str], aggregates: dict[str, dict[str, str]]
) -> dict[str, dict[str, object]]:
    """The aggregates of each column of a table, by its kind, all of them in one query."""
    wanted = [(name, label, sql) for name, kind in kinds.items() for label, sql in aggregates.get(kind, {}).items()]
    selected = ", ".join(sql.format(c=f'"{name}"') for name, _, sql in wanted)
    row = connection.execute(f"select {selected} from {table}").fetchone()
    found: dict[str, dict[str, object]] = {}
    for (name, label, _), value in zip(wanted, row, strict=True):
        found.setdefault(name, {})[label] = value
    return found


def frequent_shares(
    connection: duckdb.DuckDBPyConnection, frequent: dict[str, list[str]]
) -> dict[str, list[tuple[str, int]]]:
    """How many leads have each frequent text, counted exactly and in one pass; the most frequent first."""
    wanted = [(name, value) for name, values in frequent.items() for value in values]
    if not wanted:
        return {}
    counts = ", ".join(f'sum(cast("{name}" = ? as integer))' for name, _ in wanted)
    row = connection.execute(f"select {counts} from scored_leads", [value for _, value in wanted]).fetchone()
    shares: dict[str, list[tuple[str, int]]] = {}
    for (name, value), count in zip(wanted, row, strict=True):
        shares.setdefault(name, []).append((value, count))
    return {name: sorted(pairs, key=lambda pair: (-pair[1], pair[0])) for name, pairs in shares.items()}


def print_features(columns: list[Column]) -> None:
    width = max(len(column.name) for column in columns)
    leads = columns[0].leads
    print(f"Columns that a criterion can use, of {leads:,} leads. Shares of values are of the leads that have one.\n")
    for place, column in enumerate(columns):
        if column.for_rules_only and not columns[place - 1].for_rules_only:
            print("\nColumns that only a rule can use\n")
        nulls = f"null {share(column.nulls, leads)}"
        first = f"  {column.name:<{width}}  {nulls:<12}"
        print(first + column.distribution)
        print(indented(column.meaning, " " * 4, " " * 4))


def print_unmapped(connection: duckdb.DuckDBPyConnection) -> None:
    unmapped = fetch(connection, UNMAPPED)
    if not unmapped:
        print("\nEvery word is in a lookup.")
        return
    print("\nWords that no lookup knows: add a row to the file in seeds/lookups/")
    rows = [
        [row["attribute"], value_text(row["unmapped_value"])[: WIDTH // 2], row["leads_affected"], LOOKUPS[row["attribute"]]]
        for row in unmapped[:SHOWN]
    ]
    print(table(["attribute", "word", "leads", "file"], rows, left=(0, 1, 3)))
    if len(unmapped) > SHOWN:
        print(f"  and {len(unmapped) - SHOWN} more, in the table unmapped_values")


def main() -> None:
    with open_warehouse() as connection:
        print_features(features(connection))
        print_unmapped(connection)


if __name__ == "__main__":
    sys.exit(command(main))
