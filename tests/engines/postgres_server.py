"""A PostgreSQL server of one's own: on loopback, in a temporary folder, gone when the tests are."""

import contextlib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb
import psycopg2

from tests.engines.parity import SCHEMAS

USER, PASSWORD = "builder", "correct horse"
# Nothing here outlives the tests, so nothing need survive a crash. The zone is far from UTC, and the collation is not that
# of bytes, since no result may hang on either.
SETTINGS = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "127.0.0.1",
    "timezone": "America/St_Johns",
}
LOCALE = ["--encoding=UTF8", "--locale=C.UTF-8", "--locale-provider=icu", "--icu-locale=en-US"]
# What PostgreSQL calls DuckDB's types.
TYPES = {"VARCHAR": "text", "DOUBLE": "double precision"}


@dataclass(frozen=True)
class Server:
    """A database of the server."""

    port: int
    database: str = "postgres"

    @property
    def environment(self) -> dict[str, str]:
        """What the project's output `postgres` asks for."""
        return {
            "POSTGRES_HOST": "127.0.0.1",
            "POSTGRES_PORT": str(self.port),
            "POSTGRES_USER": USER,
            "POSTGRES_PASSWORD": PASSWORD,
            "POSTGRES_DATABASE": self.database,
        }

    @contextlib.contextmanager
    def connect(self, user: str = USER) -> Iterator[psycopg2.extensions.connection]:
        """A connection on which each statement commits itself."""
        given = {"host": "127.0.0.1", "port": self.port, "password": PASSWORD, "dbname": self.database}
        with contextlib.closing(psycopg2.connect(user=user, **given)) as connection:
            connection.autocommit = True
            yield connection

    def create(self, database: str) -> "Server":
        """A new database, empty."""
        self.execute(f"create database {database}")
        return Server(self.port, database)

    def copy_from(self, warehouse: Path, schema: str, folder: Path) -> None:
        """Every table of a schema of a DuckDB file, as it is typed there, by way of files in a folder."""
        self.execute(f"create schema {schema}")
        with duckdb.connect(warehouse, read_only=True) as source, self.connect() as connection:
            source.execute("set timezone = 'UTC'")
            tables = source.execute("select table_name from duckdb_tables() where schema_name = ?", [schema]).fetchall()
            for (table,) in tables:
                columns = source.execute(f"describe {schema}.{table}").fetchall()
                typed = ", ".join(f'"{name}" {TYPES.get(type, type)}' for name, type, *_ in columns)
                source.execute(f"copy {schema}.{table} to '{folder / table}.csv' (format csv, header false, nullstr '\\N')")
                with connection.cursor() as cursor, (folder / f"{table}.csv").open(encoding="utf-8") as file:
                    cursor.execute(f"create table {schema}.{table} ({typed})")
                    cursor.copy_expert(f"copy {schema}.{table} from stdin (format csv, null '\\N')", file)

    def execute(self, *statements: str) -> None:
        with self.connect() as connection, connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    def query(self, sql: str) -> list[tuple]:
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(sql)
            return cursor.fetchall()

    def rows(self, table: str) -> tuple[list[str], list[tuple]]:
        """A table that dbt has built: the names of its columns, and its rows."""
        with self.connect() as connection, connection.cursor() as cursor:
            cursor.execute(f"set search_path = {', '.join(SCHEMAS)}")
            cursor.execute(f"select * from {table}")
            return [column.name for column in cursor.description], cursor.fetchall()


@contextlib.contextmanager
def postgres_server(**settings: str) -> Iterator[Server]:
    """A running server; `settings` are postgresql.conf's."""
    programs = folder_of_programs()
    owner = pwd.getpwnam("postgres") if os.geteuid() == 0 else pwd.getpwuid(os.geteuid())
    as_owner = {"user": owner.pw_uid, "group": owner.pw_gid, "extra_groups": []} if os.geteuid() == 0 else {}
    with tempfile.TemporaryDirectory(prefix="postgres-") as name:
        folder = Path(name)
        (folder / "password").write_text(PASSWORD)
        for path in (folder, folder / "password"):
            os.chown(path, owner.pw_uid, owner.pw_gid)
        access = ["--auth=scram-sha-256", f"--username={USER}", f"--pwfile={folder / 'password'}"]
        command = [programs / "initdb", "--no-sync", "--pgdata", folder / "data", *LOCALE, *access]
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=folder, **as_owner)
        server = Server(free_port())
        given = SETTINGS | {"port": str(server.port), "unix_socket_directories": name} | settings
        options = [word for key, value in given.items() for word in ("-c", f"{key}={value}")]
        with (folder / "log").open("w") as log:
            process = subprocess.Popen(
                [programs / "postgres", "-D", folder / "data", *options], stdout=log, stderr=log, cwd=folder, **as_owner
            )
        try:
            wait_for(server, process, folder / "log")
            yield server
        finally:
            process.send_signal(signal.SIGINT)  # Its "fast" shutdown: whoever is connected is sent away.
            try:
                process.wait(timeout=30)
            except subprocess.TimeoutExpired:
                process.send_signal(signal.SIGQUIT)  # A server killed outright would leave whoever is busy behind.
                process.wait()


def folder_of_programs() -> Path:
    """Where initdb and postgres are: on the PATH, or where Debian puts them."""
    found = shutil.which("initdb")
    places = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[4]))
    if not found and not places:
        raise FileNotFoundError("There is no initdb on the PATH or in /usr/lib/postgresql; install PostgreSQL's server.")
    return Path(found).resolve().parent if found else places[-1].parent


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        return listening.getsockname()[1]


def wait_for(server: Server, process: subprocess.Popen, log: Path) -> None:
    for _ in range(300):
        if process.poll() is not None:
            break
        with contextlib.suppress(psycopg2.OperationalError), server.connect():
            return
        time.sleep(0.1)
    raise RuntimeError(f"PostgreSQL did not start:\n{log.read_text()}")
