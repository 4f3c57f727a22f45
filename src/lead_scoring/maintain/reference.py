"""`make reference`: write docs/reference/features.md and macros.md again, from the YAML files and the built sample."""

import sys

import duckdb
import yaml

from lead_scoring.layout import markdown_table
from lead_scoring.meanings import meanings
from lead_scoring.project import PROJECT
from lead_scoring.warehouse import command, fetch, open_warehouse

PAGES = PROJECT / "docs/reference"
# What lead_features takes its columns from. What none of them has, it works out itself.
SOURCES = ("lead_identity", "lead_visits", "lead_interests", "int_leads")
MEASURES = "lead_activity_types"
FEATURES = """# Features

Every column of `lead_features`, in its order: what a criterion can read. Times are in UTC. A rule reads these and the scores
in `scored_leads`.

`make features` shows the values that your own leads have.

"""
MACROS = """# Macros

Every macro of the project, by folder and file. A macro in `engine` has a body for each engine: see
[add an engine](../how_to/add_an_engine.md).

"""


def cell(text: str) -> str:
    """A description in a cell of a table: on one line, without the mark that ends a cell."""
    return " ".join(text.split()).replace("|", "\\|")


def features_page(connection: duckdb.DuckDBPyConnection) -> str:
    """One line per column of lead_features: its type, its meaning, and the model that it comes from."""
    read = {name: {row["column_name"] for row in fetch(connection, f"describe {name}")} for name in SOURCES}
    types = {row["activity_type"] for row in fetch(connection, "select activity_type from stg_activity_types")}
    meant = meanings(PROJECT)

    def source(column: str) -> str:
        if any(column.startswith(f"{name}_") for name in types):
            return MEASURES
        return next((name for name in SOURCES if column in read[name]), "lead_features")

    columns = {row["column_name"]: row["column_type"].lower() for row in fetch(connection, "describe lead_features")}
    rows = [[f"`{name}`", of_type, cell(meant[name]), f"`{source(name)}`"] for name, of_type in columns.items()]
    return FEATURES + markdown_table(["column", "type", "meaning", "from"], rows) + "\n"


def macros_page() -> str:
    """A section per folder of macros/, a table per file: each macro with its arguments."""
    parts = [MACROS]
    for folder in sorted(path for path in (PROJECT / "macros").iterdir() if path.is_dir()):
        parts.append(f"## {folder.name}\n\n")
        for file in sorted(folder.glob("*.yml")):
            rows = []
            for macro in yaml.safe_load(file.read_text(encoding="utf-8"))["macros"]:
                taken = [f"`{given['name']}`: {given['description']}" for given in macro.get("arguments", [])]
                rows.append([f"`{macro['name']}`", cell(macro["description"]), cell("; ".join(taken)) or "none"])
            listed = markdown_table(["macro", "what it gives", "arguments"], rows)
            parts.append(f"### {folder.name}/{file.stem}.sql\n\n{listed}\n\n")
    return "".join(parts).rstrip() + "\n"


def main() -> int:
    with open_warehouse() as connection:
        pages = {"features.md": features_page(connection), "macros.md": macros_page()}
    for name, text in pages.items():
        (PAGES / name).write_text(text, encoding="utf-8")
        print(f"Wrote docs/reference/{name}")
    return 0


if __name__ == "__main__":
    sys.exit(command(main))
