"""Which raw tables files can fill, and which file belongs to which of them."""

import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from lead_scoring.contract import COLUMNS, MOMENTS, NUMBERS, REQUIRED, REQUIRED_TABLES
from lead_scoring.load import LoadError
from lead_scoring.load.csv_rows import CsvRows
from lead_scoring.load.text import head_of

TEXT_SUFFIXES = (".csv", ".tsv", ".txt", ".ndjson", ".jsonl", ".json")
SUFFIXES = (*TEXT_SUFFIXES, *(f"{suffix}.gz" for suffix in TEXT_SUFFIXES), ".parquet")


@dataclass(frozen=True)
class RawTable:
    """A raw table that files can fill. Each file must have the columns `required` and one of `one_of`, if there are any."""

    name: str
    columns: tuple[str, ...]
    required: tuple[str, ...]
    one_of: tuple[str, ...] = ()
    # Columns whose text is read as moments, and as numbers.
    moments: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    must_exist: bool = True
    # Parquet may be read where it lies, with its types; the reader of the table must then be able to do without text.
    may_stay_in_place: bool = False
    # An empty cell says that there is nothing; only a column that a file lacks, in all of its rows, is null.
    empty_is_said: bool = False

    @property
    def short_name(self) -> str:
        """As files and settings call it."""
        return self.name.removeprefix("raw_")


CONNECTORS = {
    "tables": tuple(
        RawTable(
            name=f"raw_{table}",
            columns=tuple(columns),
            required=tuple(REQUIRED[table]),
            one_of=("lead_id", "email") if table == "privacy_requests" else (),
            moments=tuple(column for column in columns if column in MOMENTS),
            numbers=tuple(column for column in columns if column in NUMBERS),
            must_exist=table in REQUIRED_TABLES,
            may_stay_in_place=True,
        )
        for table, columns in COLUMNS.items()
    ),
    "web_events": (
        RawTable(
            name="web_events",
            columns=("client_id", "page_url", "referrer", "timestamp", "event_name", "event_data", "user_agent"),
            required=("client_id", "page_url", "timestamp", "event_name"),
            moments=("timestamp",),
            empty_is_said=True,
        ),
    ),
}


def suffix_of(path: Path) -> str | None:
    """The known suffix of a data file, with .gz if it has that; None for any other file."""
    return next((suffix for suffix in SUFFIXES if path.name.lower().endswith(suffix)), None)


# What systems call their exports of a table, as a word of the file's name.
EXPORTED_AS = {
    "raw_leads": {"contacts", "contact", "people", "persons", "prospects"},
    "raw_sales_outcomes": {"deals", "opportunities", "opportunity"},
}
# Other objects that systems export, and objects that belong to them, in the languages of the lookups.
OTHERS = set(
    "account accounts company companies organization organizations organisation organisations user users owner owners"
    " campaign campaigns product products pricebook quote quotes ticket tickets case cases task tasks call calls meeting"
    " meetings email emails note notes attachment attachments document documents contract contracts pipeline pipelines"
    " firmen unternehmen konten benutzer kampagnen entreprises societes comptes utilisateurs campagnes empresas cuentas"
    " usuarios campanas aziende utenti campagne campanhas firmy uzytkownicy bedrijven gebruikers foretag".split()
)
DEPENDENTS = set("history share shares feed role roles relation relations member members tag tags".split())
NO_DATA = set("readme license licence manifest changelog".split())
OF_ANOTHER = re.compile(
    r"(record )?(account|company|organi[sz]ation|user|product)[ _-]?(id|name)|record id - (company|user|product)",
    re.IGNORECASE,
)
OF_OURS = re.compile("lead|contact|person|mail|deal|opportunity|activity|campaign|content", re.IGNORECASE)
# One row of a table, where the rest of the name says nothing else.
ONE_OF = {
    "leads": "lead",
    "activities": "activity",
    "sales_outcomes": "sales_outcome",
    "privacy_requests": "privacy_request",
    "lead_links": "lead_link",
}
# Of "Opportunities with Contacts" a row is an opportunity.
WITH = set("with mit avec con com met z".split())
FILLERS = set(
    "all my our new open export exports exported report data list view file table crm copy final"
    " csv tsv txt json jsonl ndjson gz parquet".split()
)


def words_of(name: str) -> list[str]:
    """The words of a file's name: `Leads2026.csv` and `MyLeads.csv` have leads among them."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    parted = re.sub(r"(?<=[a-z])(?=[A-Z])", " ", plain)
    return re.findall(r"[a-z]+|[0-9]+", parted.lower())


def named_table(name: str, tables: tuple[RawTable, ...]) -> RawTable | None:
    """The table that a file's or a folder's name begins with: `Sales outcomes 2026.csv` is raw_sales_outcomes.

    Else the one whose name stands somewhere in it, or that a system calls so: `hubspot-crm-exports-all-contacts.csv` is
    raw_leads.
    """
    begins = re.sub(r"(?<=[a-z])(?=[0-9])|[\s_.-]+", "_", name.lower()).removeprefix("raw_") + "_"
    if begun := [table for table in tables if begins.startswith(f"{table.short_name}_")]:
        return begun[0]
    words = words_of(name)
    if DEPENDENTS & set(words):
        return None
    called = [table for table in tables if EXPORTED_AS.get(table.name, set()) & set(words)]
    if len(called) > 1 and (joining := next((place for place, word in enumerate(words) if word in WITH), 0)):
        called = [table for table in called if EXPORTED_AS[table.name] & set(words[:joining])]
    if len(called) == 1:
        return called[0]
    spelled = "_".join(words)
    inside = [table for table in tables if f"_{table.short_name}_" in f"_{spelled}_"]
    if len(inside) == 1 and not OTHERS & set(words):
        return inside[0]
    single = "_".join(word for word in words if not word.isdigit() and word not in FILLERS)
    return next((table for table in tables if single == ONE_OF.get(table.short_name)), None)


def table_of(path: Path, tables: tuple[RawTable, ...]) -> RawTable:
    """The table of a file, whose path is relative to the folder that is loaded. Raises LoadError."""
    if len(tables) == 1:
        return tables[0]
    found = {table.name: table for part in path.parts if (table := named_table(part, tables))}
    if len(found) == 1:
        return next(iter(found.values()))
    names = ", ".join(table.short_name for table in tables)
    what = f"names two tables, {' and '.join(found)}" if found else "names no table"
    raise LoadError(f"{path} {what}; begin its name, or its folder's, with the one it belongs to: {names}.")


def is_of_another_object(path: Path, folder: Path) -> bool:
    """Whether a file that names no table holds what no table is for, by its name or by its headings."""
    if any((OTHERS | DEPENDENTS | NO_DATA) & set(words_of(part)) for part in path.parts):
        return True
    if not suffix_of(path).startswith((".csv", ".tsv", ".txt")):
        return False
    try:
        headings = CsvRows(head_of(folder / path).splitlines(keepends=True), str(path)).names
    except LoadError:
        return False
    return any(map(OF_ANOTHER.fullmatch, headings)) and not any(map(OF_OURS.search, headings))


def files_of(folder: Path, tables: tuple[RawTable, ...]) -> tuple[dict[RawTable, list[Path]], list[str]]:
    """The data files of each table, relative to the folder, in the order of their names; and what is wrong with others."""
    files: dict[RawTable, list[Path]] = {table: [] for table in tables}
    wrong, others = [], []
    for path in sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file()):
        if any(part.startswith(".") for part in path.parts):
            continue
        if suffix_of(path) is None:
            print(
                f"  ignored {path}: it does not end in {', '.join(TEXT_SUFFIXES)} (also with .gz) or .parquet",
                flush=True,
            )
            continue
        try:
            files[table_of(path, tables)].append(path)
        except LoadError as error:
            if "names no table" in str(error) and is_of_another_object(path, folder):
                others.append(str(path))
            else:
                wrong.append(str(error))
    if others:
        names = ", ".join(table.short_name for table in tables)
        print(f"  ignored, since no table takes what they hold: {', '.join(others)}", flush=True)
        print(f"    (to read one, begin its name, or its folder's, with its table: {names})", flush=True)
    for table, paths in files.items():
        if table.must_exist and not paths:
            example = f"{table.short_name}.csv"
            wrong.append(f"{folder} holds no file for {table.name}, which is required; put one there, such as {example}.")
    return files, wrong
