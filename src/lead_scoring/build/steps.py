"""What `make run` and `make check-data` share: the command line, the files to load, and dbt with its progress shown."""

import argparse
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import yaml
from dbt.contracts.graph.manifest import Manifest

from lead_scoring.build.progress import Progress
from lead_scoring.dbt_commands import QUIET, Failed, invoke, told_to_stop
from lead_scoring.failures import failures
from lead_scoring.load import LoadError
from lead_scoring.load.into_tables import load_folder
from lead_scoring.load.tables import CONNECTORS
from lead_scoring.warehouse import database, profile, schema

# Tests that find fault with a list that is built all the same.
AFTER_THE_LIST = {"agreed_examples_hold", "every_privacy_request_is_read"}
STOPPED = "The build stopped: the tables that depend on what failed are those of the run before."


def project_variables() -> dict[str, object]:
    """The variables that dbt_project.yml sets; as_of is the one more that there is."""
    return yaml.safe_load(Path("dbt_project.yml").read_text())["vars"]


def variables(arguments: argparse.Namespace) -> dict[str, object]:
    """The dbt variables that the command line sets. Raises ValueError with what to write instead."""
    try:
        given = yaml.safe_load("{" + arguments.vars + "}") or {}
    # Of a day that does not exist, PyYAML says only that the day is out of range.
    except (yaml.YAMLError, ValueError):
        raise ValueError(f"VARS is '{arguments.vars}'; write name: value, as in VARS='lookback_days: 180'.") from None
    known = ["as_of", *project_variables()]
    if unknown := [name for name in given if name not in known]:
        raise ValueError(f"VARS names {unknown[0]}, which is no variable; there are: {', '.join(known)}.")
    if arguments.connectors:
        given["connectors"] = [name.strip() for name in arguments.connectors.split(",") if name.strip()]
    if arguments.as_of:
        given["as_of"] = arguments.as_of
    if arguments.raw_schema:
        given["raw_schema"] = arguments.raw_schema
    return given


def known_until(settings: dict[str, object]) -> datetime:
    """The moment that a run with these variables scores, in UTC: what comes after it is not known yet. Raises ValueError."""
    given = settings.get("as_of") or (settings["sample_as_of"] if settings["connectors"] == ["sample"] else None)
    if given is None:
        return datetime.now(UTC).replace(tzinfo=None, microsecond=0)
    try:
        moment = datetime.fromisoformat(str(given).strip())
    except ValueError:
        raise ValueError(f"AS_OF is '{given}'; write a day or a moment, as in AS_OF=2026-03-02.") from None
    return moment.astimezone(UTC).replace(tzinfo=None) if moment.tzinfo else moment


def load_raw(folder: str, settings: dict[str, object]) -> None:
    """Load the folder for the one connector that reads files, under all of dbt's variables. Raises LoadError."""
    readers = [name for name in settings["connectors"] if name in CONNECTORS]
    if len(readers) != 1:
        names = " or ".join(f"CONNECTORS={name}" for name in CONNECTORS)
        raise LoadError(f"RAW names a folder, but not one connector that reads files; write {names}.")
    # Else the files would land in one place, and another be read.
    for name in ("raw_database", "raw_schema", "raw_tables"):
        if settings[name]:
            raise LoadError(f"RAW names a folder, and {name} names tables to read instead; leave out one of the two.")
    print(f"Loading {folder}")
    load_folder(readers[0], Path(folder), **{name: settings[name] for name in ("date_order", "decimal_mark", "time_zone")})


def need_raw(settings: dict[str, object]) -> None:
    """Raise LoadError where files are to be read that this warehouse, such as one for a past day, was never given."""
    named = any(settings[name] for name in ("raw_database", "raw_schema", "raw_tables"))
    readers = [name for name in settings["connectors"] if name in CONNECTORS]
    if named or not readers or profile()["type"] != "duckdb":
        return
    path, tables = database(), set()
    if Path(path).is_file():
        try:
            with duckdb.connect(path, read_only=True) as connection:
                asked = "select table_name from information_schema.tables where table_schema = ?"
                tables = {name for (name,) in connection.execute(asked, [f"{schema()}_raw"]).fetchall()}
        except duckdb.Error:
            # The next step that opens the file reports what is wrong with it.
            return
    if not tables & {table.name for reader in readers for table in CONNECTORS[reader]}:
        raise LoadError(
            f"The warehouse {path} holds no raw tables for {' and '.join(readers)}, since each warehouse has its own: "
            "add RAW=<folder> to load the files into it, or name the schema that they lie in with RAW_SCHEMA."
        )


def command_line(description: str, *more: str) -> argparse.Namespace:
    """What make hands over of a run: each option as text, empty where it is not given."""
    parser = argparse.ArgumentParser(description=description)
    for name in ("connectors", "raw", "raw-schema", "as-of", "vars", *more):
        parser.add_argument(f"--{name}", default="")
    return parser.parse_args()


def prepared(arguments: argparse.Namespace) -> dict[str, object]:
    """The dbt variables given, once the files that they name are loaded. Raises LoadError and ValueError."""
    profile()  # Else dbt would say at length that it has no such target.
    given = variables(arguments)
    settings = project_variables() | given
    if arguments.raw:
        load_raw(arguments.raw, settings)
    else:
        need_raw(settings)
    return given


def build(
    description: str, *selected: str, before: Callable[[dict[str, object]], Manifest | None] = lambda _: None
) -> tuple[bool, bool]:
    """Load and build what the command line asks for. Says on stderr what failed.

    `before` is done once the files are loaded; it may give the project as dbt parsed it.
    Gives whether all of it succeeded, and whether the list is there to be looked at.
    """
    try:
        given = prepared(command_line(description, "accept"))
        manifest = before(given)
    except (LoadError, ValueError) as error:
        print(error, file=sys.stderr)
        return False, False
    except Failed as error:
        print(error, "Nothing was built.", sep="\n", file=sys.stderr)
        return False, False

    print("Building")
    with Progress() as progress:
        outcome = invoke([*QUIET, "build", *selected, "--vars", yaml.safe_dump(given)], [progress], manifest)
    results = getattr(outcome.result, "results", [])
    failed = {result.node.name for result in results if result.status in ("error", "fail")}
    is_built = outcome.success or (outcome.exception is None and bool(failed) and failed <= AFTER_THE_LIST)
    if told_to_stop(outcome.exception):
        raise KeyboardInterrupt
    if not outcome.success:
        # A full disk fails many models, and is said once.
        print("\n".join(dict.fromkeys(failures(outcome))), file=sys.stderr)
    if not is_built:
        print(STOPPED if results else "Nothing was built.", file=sys.stderr)
    return outcome.success, is_built
