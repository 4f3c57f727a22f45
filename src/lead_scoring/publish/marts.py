"""`make publish`: put the marts of the last run, which passed every test, where BI reads them.

On DuckDB as files, since who has the warehouse open stops a run, and a run locks out who would read it; else as a schema.
"""

import sys
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import duckdb
import yaml
from dbt.adapters.duckdb.connections import DuckDBConnectionManager
from dbt.adapters.factory import cleanup_connections

from lead_scoring.build.collapse import accepted, refuse_collapse
from lead_scoring.build.steps import command_line, project_variables, variables
from lead_scoring.causes import cause
from lead_scoring.dbt_commands import Failed, said_by
from lead_scoring.publish.versions import FILE, PARQUET, PRIVACY, Version, Versions, asked, folder, open_versions
from lead_scoring.run_lock import only_run
from lead_scoring.warehouse import WarehouseError, command, database, open_warehouse, profile, schema

AS_OF = "select max(as_of) from {}load_reconciliation"
# Read by drivers from DuckDB 1.2 on.
STORAGE = "v1.2.0"
NOT_BUILT = "The marts are not those of one whole run in which nothing failed; run make run."
NOT_TESTED = "The marts were built and not tested; run make run."


class EarlierDay(WarehouseError):
    """What is published is of a later moment."""


def publish(given: dict[str, object], accept: str = "") -> str:
    """Publish the marts of the warehouse; what was done, in a sentence. Raises Failed, ValueError and WarehouseError.

    `accept` names what may have fallen away since the published run.
    """
    words = accepted(accept)
    if profile()["type"] != "duckdb":
        return said_by("publish", given, accept=",".join(words))
    path, settings = Path(database()), project_variables() | given
    kept = settings["old_versions_kept"]
    if type(kept) is not int or kept not in range(101):
        raise WarehouseError(f"old_versions_kept is {kept}; write a whole number from 0 to 100.")
    if not path.is_file():
        raise WarehouseError(f"There is no warehouse {path} yet; run make run first.")
    # dbt, in this process, may still hold the file.
    cleanup_connections()
    DuckDBConnectionManager.close_all_connections()
    with open_versions() as versions:
        try:
            version = write(path, versions, settings, words)
        except duckdb.Error as error:
            raise WarehouseError(cause(str(error)) or str(error).splitlines()[0]) from None
        replace(versions, version, kept)
        return f"Published run {version.run_id} as {versions.file}"


def write(warehouse: Path, versions: Versions, settings: dict[str, object], accept: list[str]) -> Version:
    """The marts as a new version, not yet in place. Raises WarehouseError and duckdb.Error."""
    # Names are those of tables, never of what Python has here.
    of_duckdb = yaml.safe_load(profile()["settings"]) | {"python_enable_replacements": False}
    with duckdb.connect(config=of_duckdb) as connection:
        connection.execute(f"attach '{quoted(warehouse)}' as warehouse (read_only)")
        built = built_marts(connection)
        source = f'warehouse."{schema()}".'
        refuse_earlier_day(connection.execute(AS_OF.format(source)).fetchone()[0], versions)
        refuse_collapse(connection, source, attached_before(connection, versions), settings, accept)
        draft = versions.draft()
        (draft / PARQUET).mkdir()
        connection.execute(f"set temp_directory = '{quoted(draft / 'spilt')}'")
        connection.execute(f"attach '{quoted(draft / FILE)}' as published (storage_version '{STORAGE}')")
        now = datetime.now(UTC).replace(tzinfo=None)
        for mart, run_id, *_ in built:
            connection.execute(
                f'create table published.main."{mart}" as '
                f'select *, cast(? as varchar) as run_id, cast(? as timestamp) as published_at from {source}"{mart}"',
                [run_id, now],
            )
            file = quoted(draft / PARQUET / f"{mart}.parquet")
            connection.execute(f"copy published.main.\"{mart}\" to '{file}' (format parquet)")
        connection.execute("detach published")
    with suppress(FileNotFoundError):
        (draft / "spilt").rmdir()
    (_, run_id, _, privacy) = built[0]
    (draft / PRIVACY).write_text(privacy, encoding="utf-8")
    # A BI tool that opened it for writing would shut all others out.
    for path in (draft / FILE, *(draft / PARQUET).iterdir()):
        path.chmod(0o444)
    return versions.name(draft, run_id)


def built_marts(connection: duckdb.DuckDBPyConnection) -> list[tuple[str, str, bool, str]]:
    """(mart, run id, is tested, privacy) of each mart of the run to publish. Raises WarehouseError."""
    try:
        built = connection.execute(f'select * from warehouse."{schema()}_build".built_marts order by mart').fetchall()
    except duckdb.CatalogException:
        raise WarehouseError(NOT_BUILT) from None
    if not all(is_tested for _, _, is_tested, _ in built):
        raise WarehouseError(NOT_TESTED)
    return built


def refuse_earlier_day(moment: datetime, versions: Versions) -> None:
    """A past day that is looked at in a warehouse of its own is not what people work with today."""
    published = asked(versions.file, AS_OF.format(""))
    if published and published[0] and published[0] > moment:
        raise EarlierDay(
            f"Not published: {versions.file} is scored as of {published[0]:%Y-%m-%d %H:%M}, and this run as of "
            f"{moment:%Y-%m-%d %H:%M}. Name another folder with PUBLISHED, or remove the one that is there."
        )


def attached_before(connection: duckdb.DuckDBPyConnection, versions: Versions) -> str:
    """What goes before the name of a mart of the run that BI reads; empty where there is none that can be read."""
    if asked(versions.file, AS_OF.format("")) is None:
        return ""
    connection.execute(f"attach '{quoted(versions.file)}' as before (read_only)")
    return "before.main."


def refuse_to_export() -> None:
    """Raise Failed or WarehouseError where the run is not published for what fell away: the CRM would drop those leads."""
    try:
        if profile()["type"] != "duckdb":
            said_by("refuse_collapse", {}, only_compared=True)
            return
        with open_warehouse() as connection:
            if before := attached_before(connection, Versions(folder())):
                refuse_collapse(connection, f'"{schema()}".', before, project_variables(), [])
    except (Failed, WarehouseError) as refused:
        if "Not published" in str(refused):
            raise WarehouseError(f"Nothing was exported.\n{refused}") from None
        raise


def still_published(given: dict[str, object]) -> str:
    """That nothing was published now, and what BI reads instead, after a run that failed."""
    said = "Nothing was published. "
    if profile()["type"] != "duckdb":
        with suppress(Failed):
            return said + said_by("say_published", given)
        return said + "What was published before stays."
    found = asked(folder() / FILE, "select max(run_id), max(published_at) from run_history")
    if not found or not found[0]:
        return said + f"{folder()} holds no run yet."
    return said + f"BI still reads run {found[0]}, published {found[1]:%Y-%m-%d %H:%M} UTC."


def replace(versions: Versions, version: Version, old_versions_kept: int) -> None:
    """Put a new version in place, and keep the newest runs before it that may still be shown."""
    older = {old.run_id: old for old in versions.all() if old.run_id != version.run_id and old.privacy == version.privacy}
    kept = sorted(older.values())[-old_versions_kept:] if old_versions_kept else []
    # Before the new one is in place, so that no rollback brings back who was erased. BI goes on with the file that it has.
    versions.remove_all_but([version, *kept, *versions.being_read()])
    versions.put_in_place(version)
    versions.remove_all_but([version, *kept])


def quoted(path: Path) -> str:
    return str(path).replace("'", "''")


def main() -> int:
    arguments = command_line(__doc__, "accept")
    given = {}
    try:
        given = variables(arguments)
        with only_run():
            print(publish(given, arguments.accept))
    except (Failed, ValueError, WarehouseError) as error:
        print(error, still_published(given), sep="\n", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(command(main))
