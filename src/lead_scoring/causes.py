"""What goes wrong outside of the project: a warehouse that is held, full, absent or another's. One sentence for each."""

import re

CAUSES = {
    r'Could not set lock on file "(?P<path>[^"]+)": Conflicting lock is held in (?P<program>.+?) \(PID (?P<pid>[0-9]+)\)': (
        "{path} is open in another program ({program}, process {pid}); close it there, and try again."
    ),
    r'Cannot open file "(?P<path>[^"]+)": No such file or directory': (
        "There is no folder for {path}; make it, or name another file with DUCKDB_PATH."
    ),
    r'Cannot open file "(?P<path>[^"]+)": (?:Permission denied|Read-only file system)': (
        "{path} cannot be written; allow it, or name another file with DUCKDB_PATH."
    ),
    r'Could not read from file "(?P<path>[^"]+)": Is a directory': ("{path} is a folder; name a file with DUCKDB_PATH."),
    r'The file "(?P<path>[^"]+)" exists, but it is not a valid DuckDB database file': (
        "{path} is no DuckDB file; move it away, or name another file with DUCKDB_PATH."
    ),
    r"Corrupt database file|Could not read enough bytes from file": (
        "The DuckDB file is damaged; move it away and build a new one, or name another with DUCKDB_PATH."
    ),
    r"Trying to read a database file with version number": (
        "A newer DuckDB wrote the file than requirements/run.txt installs; name another file with DUCKDB_PATH."
    ),
    r'Could not write file "(?P<path>[^"]+?)(?:[.]wal)?": (?:No space left on device|File too large|Disk quota exceeded)': (
        "There is no room left to write {path}; make room, and run again."
    ),
    r"No space left on device|could not extend file": (
        "There is no room left where the warehouse is; make room, and run again."
    ),
    r'connection to server at "(?P<host>[^"]+)".* port (?P<port>[0-9]+) failed: (?:Connection refused|timeout|No route)': (
        "No PostgreSQL answers at {host}, port {port}; start it, or name another with POSTGRES_HOST and POSTGRES_PORT."
    ),
    r'could not translate host name "(?P<host>[^"]+)"': (
        "No machine has the name {host}; name the one of PostgreSQL with POSTGRES_HOST."
    ),
    r'password authentication failed for user "(?P<user>[^"]+)"': (
        "PostgreSQL does not know {user} by this password; set POSTGRES_USER and POSTGRES_PASSWORD."
    ),
    r"no password supplied": "PostgreSQL asks for a password; set POSTGRES_USER and POSTGRES_PASSWORD.",
    r'role "(?P<user>[^"]+)" does not exist': ("PostgreSQL has no user {user}; set POSTGRES_USER and POSTGRES_PASSWORD."),
    r'database "(?P<database>[^"]+)" does not exist': (
        "PostgreSQL has no database {database}; make it with createdb, or name another with POSTGRES_DATABASE."
    ),
    r"permission denied for database (?P<database>\S+)": (
        "PostgreSQL does not let this user make schemas in {database}; grant create on it, or set POSTGRES_USER."
    ),
    r"Could not find adapter type (?P<adapter>\w+)!": (
        "dbt-{adapter} is not installed; install it with .venv/bin/python -m pip install -r requirements/engines.txt."
    ),
    r"No module named '(?P<module>pyspark\w*)": (
        "{module} is not installed; install it with .venv/bin/python -m pip install -r requirements/engines.txt."
    ),
    r"JAVA_GATEWAY_EXITED|Java gateway process exited|JAVA_HOME is not set": (
        "Spark needs Java, and did not find it; install Java 17, or say with JAVA_HOME where it is."
    ),
}


def cause(message: str) -> str | None:
    """The sentence for a message of DuckDB, PostgreSQL, Spark or dbt; None for one that the project itself caused."""
    for pattern, sentence in CAUSES.items():
        if found := re.search(pattern, message):
            return sentence.format(**found.groupdict())
    return None
