"""A BI tool that reads what is published: `python -m tests.soak.reader FILE`. It opens the file, asks, and opens it again,
until its stdin is closed; then it says as JSON what it met.
"""

import json
import sys
import threading
from dataclasses import asdict, dataclass, field

import duckdb


@dataclass
class Met:
    """Over all queries: how many, on which runs, and what should never be."""

    queries: int = 0
    runs: list[str] = field(default_factory=list)
    mixed: int = 0
    half: int = 0
    errors: list[str] = field(default_factory=list)


def ask(file: str, met: Met, whole: list[list[object]]) -> None:
    """One query on all marts: of which run each row is, how many there are, and how many leads several marts have."""
    with duckdb.connect(file, read_only=True) as connection:
        marts = [name for (name,) in connection.execute("show tables").fetchall()]
        counted = " union all ".join(
            f"select '{mart}' as mart, run_id, published_at, count(*) as row_count from {mart} group by all"
            for mart in marts
        )
        rows = connection.execute(f"""
            select *, (
                select count(*) from qualified_leads
                inner join lead_scores using (lead_id, run_id, published_at)
                inner join lead_stages using (lead_id, run_id, published_at)
                inner join lead_segments using (lead_id, run_id, published_at)
            ) from ({counted}) order by mart, run_id
        """).fetchall()
    met.queries += 1
    runs = {(run, at) for _, run, at, _, _ in rows}
    met.mixed += len(runs) != 1
    met.runs += sorted({run for run, _ in runs} - set(met.runs))
    # All runs that a test publishes hold the same rows.
    counts = [[len(marts), *(row[3:] for row in rows)]]
    whole += counts if not whole else []
    met.half += counts != whole


def main() -> None:
    over = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), over.set()), daemon=True).start()
    met, whole = Met(), []
    print("reading", flush=True)
    while not over.is_set():
        try:
            ask(sys.argv[1], met, whole)
        except duckdb.Error as error:
            met.errors.append(str(error))
    print(json.dumps(asdict(met)))


if __name__ == "__main__":
    main()
