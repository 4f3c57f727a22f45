"""`make reference`: write docs/reference/features.md and macros.md again, from the YAML files and the built sample."""

import sys
from collections.abc import Iterator
from pathlib import Path

import duckdb
import yaml

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
    return " ".join(text.split()).replace("|", "\\|")


def table(header: tuple[str, ...], rows: Iterator[tuple[str, ...]] | list[tuple[str, ...]]) -> str:
    lines = [header, tuple("---" for _ in header), *rows]
    return "".join(f"| {' | '.join(map(cell, line))} |\n" for line in lines)


def features_page(connection: duckdb.DuckDBPyConnection) -> str:
    """One line per column of lead_features: its type, its meaning, and the model that it comes from."""
    read = {name: {row["column_name"] for row in fetch(connection, f"describe {name}")} for name in SOURCES}
    types = {row["activity_type"] for row in fetch(connection, "select activity_type from stg_activity_types")}
    meant = meanings(PROJECT)

    def source(column: str) -> str:
        if any(column.startswith(f"{name}_") for name in types):
            return MEASURES
        return next((name for name in SOURCES if column in read[name]), "lead_features")

    rows = [
        (f"`{row['column_name']}`", row["column_type"].lower(), meant[row["column_name"]], f"`{source(row['column_name'])}`")
        for row in fetch(connection, "describe lead_features")
    ]
    return FEATURES + table(("column", "type", "meaning", "from"), rows)


def macros_page(project: Path = PROJECT) -> str:
    """A section per folder of macros/, a table per file: each macro with its arguments."""
    parts = [MACROS]
    for folder in sorted(path for path in (project / "macros").iterdir() if path.is_dir()):
        parts.append(f"## {folder.name}\n\n")
        for file in sorted(folder.glob("*.yml")):
            rows = [
                (
                    f"`{macro['name']}`",
                    macro["description"],
                    "; ".join(f"`{given['name']}`: {given['description']}" for given in macro.get("arguments", []))
                    or "none",
                )
                for macro in yaml.safe_load(file.read_text(encoding="utf-8"))["macros"]
            ]
            parts.append(f"### {folder.name}/{file.stem}.sql\n\n{table(('macro', 'what it gives', 'arguments'), rows)}\n")
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
