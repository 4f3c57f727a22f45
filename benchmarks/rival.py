"""Run the rival: the list, scores and reasons of the project, by hand-written DuckDB straight over the Parquet files.

`python -m benchmarks.rival FOLDER TARGET.duckdb AS_OF SETTINGS` runs the files of benchmarks/rival in order, as one script
on one connection, into the tables qualified_leads and lead_score_reasons of TARGET. SETTINGS are DuckDB's, in JSON. With
RIVAL_STEPS=1 in the environment it prints the CPU seconds of each statement.
"""

import json
import os
import resource
import sys
from pathlib import Path

import duckdb

SCRIPT = Path(__file__).parent / "rival"
LOOKUPS = Path(__file__).parents[1] / "seeds" / "lookups"


def run(folder: Path, target: Path, as_of: str, settings: dict[str, str | int]) -> None:
    """Build both tables as of `as_of`."""
    with duckdb.connect(str(target), config=settings) as connection:
        connection.execute(f"set variable as_of = timestamp '{as_of}'")
        connection.execute(f"set variable folder = '{folder}'")
        connection.execute(f"set variable lookups = '{LOOKUPS}'")
        for file in sorted(SCRIPT.glob("*.sql")):
            for statement in duckdb.extract_statements(file.read_text(encoding="utf-8")):
                before = resource.getrusage(resource.RUSAGE_SELF)
                connection.execute(statement)
                after = resource.getrusage(resource.RUSAGE_SELF)
                seconds = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
                if os.environ.get("RIVAL_STEPS") and seconds > 0.05:
                    print(f"  {seconds:6.2f} s of CPU  {statement.query.strip().splitlines()[0][:80]}", flush=True)


if __name__ == "__main__":
    given_folder, given_target, given_as_of, given_settings = sys.argv[1:]
    run(Path(given_folder), Path(given_target), given_as_of, json.loads(given_settings))
