"""A deal may name several contacts in one cell: its outcome counts for each of them, and its amount once."""

import re
from collections.abc import Iterator, Sequence

import duckdb

from lead_scoring.load import quoted
from lead_scoring.load.csv_rows import CsvRows
from lead_scoring.load.json_rows import JsonRows
from lead_scoring.load.names import NAME, meant_by
from lead_scoring.load.tables import RawTable

# A comma alone may belong to one id that a spreadsheet wrote as a number: 101,103 or 1,11015E+11.
PARTED = re.compile(r"\s*[;|\n]\s*|\s*,\s+")
LONG_IDS = re.compile(r"[\w@.+-]{4,}(,[\w@.+-]{4,})+")
AMOUNTS = {"amount", "amount_in_home_currency"}


def leads_in(cell: str) -> list[str]:
    """The leads that a cell names, each once."""
    parts = cell.split(",") if LONG_IDS.fullmatch(cell.strip()) else PARTED.split(cell.strip())
    return list(dict.fromkeys(part for part in parts if part))


class EachLead:
    """Iterating gives the rows of a file of outcomes, one for each lead that a row names."""

    def __init__(self, rows: CsvRows | JsonRows, table: RawTable) -> None:
        self.rows = rows
        self.table = table
        # Rows of the file that name several leads, and how many more rows they become.
        self.parted = 0
        self.added = 0

    def __iter__(self) -> Iterator[list[str]]:
        names: list[str] = []
        for cells in self.rows:
            if len(names) != len(self.rows.names):
                names = list(self.rows.names)
                meant = [dict(meant_by(name, self.table)) for name in names]
                # Smith, Ann is one person.
                ids = [place for place, columns in enumerate(meant, 1) if columns.get("lead_id", NAME) != NAME]
                amounts = [place for place, columns in enumerate(meant, 1) if columns.keys() & AMOUNTS]
            named = {place: leads_in(cells[place]) for place in ids if place < len(cells)}
            place = next((place for place, leads in named.items() if leads and leads != [cells[place]]), None)
            if place is None:
                yield cells
                continue
            self.parted += len(named[place]) > 1
            self.added += len(named[place]) - 1
            for number, lead in enumerate(named[place]):
                row = list(cells)
                row[place] = lead
                for amount in amounts if number else ():
                    if amount < len(row):
                        row[amount] = ""
                yield row


def say_parted(parted: int, added: int, label: str) -> None:
    if parted:
        print(
            f"  {label}: {parted:,} rows name several leads, and count for each of them ({added:,} rows more),"
            " with the amount for the first",
            flush=True,
        )


def each_lead(
    connection: duckdb.DuckDBPyConnection, rows: str, columns: Sequence[tuple[str, str]], table: RawTable, label: str
) -> str:
    """The same in SQL, by the first column of leads that is text, for rows with columns of these names and types."""
    meant = {name: dict(meant_by(name, table)) for name, _ in columns}
    texts = [name for name, kind in columns if kind == "VARCHAR"]
    lead = next((name for name in texts if meant[name].get("lead_id", NAME) != NAME), None)
    if table.name != "raw_sales_outcomes" or lead is None:
        return rows
    cell = '"' + lead.replace('"', '""') + '"'
    text = f"trim({cell})"
    parts = (
        f"case when regexp_full_match({text}, {quoted(LONG_IDS.pattern)}) then string_split({text}, ',')"
        f" else regexp_split_to_array({text}, {quoted(PARTED.pattern)}) end"
    )
    # Each once, in the order of the cell.
    leads = f"list_filter({parts}, lambda part, place: part <> '' and list_position({parts}, part) = place)"
    is_changed = f"coalesce(bool_or(len({leads}) > 0 and {leads} <> [{cell}]), false)"
    several = f"filter (len({leads}) > 1)"
    read = f"select {is_changed}, count(*) {several}, coalesce(sum(len({leads}) - 1) {several}, 0) from {rows}"
    changed, parted, added = connection.execute(read).fetchone()
    if not changed:
        return rows
    say_parted(parted, int(added), label)
    amounts = "".join(
        f', case when number_of_lead = 1 then "{name}" end as "{name}"' for name in meant if meant[name].keys() & AMOUNTS
    )
    listed = f"(select *, {leads} as leads from {rows})"
    numbered = f"(select *, unnest(range(1, greatest(len(leads), 1) + 1)) as number_of_lead from {listed})"
    return f"(select * exclude (leads, number_of_lead) replace (leads[number_of_lead] as {cell}{amounts}) from {numbered})"
