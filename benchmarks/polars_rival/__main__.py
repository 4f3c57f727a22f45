"""Run the Polars rival: the list, scores and reasons of the project, straight from the Parquet files.

`python -m benchmarks.polars_rival FOLDER TARGET AS_OF` writes qualified_leads.parquet and lead_score_reasons.parquet into
the folder TARGET. The number of threads is POLARS_MAX_THREADS of the environment. With RIVAL_STEPS=1 it prints the CPU
seconds of each step.
"""

import os
import resource
import sys
from datetime import datetime
from pathlib import Path

from benchmarks.polars_rival.activities import Activities
from benchmarks.polars_rival.facts import lead_days, lead_kinds, product_returns, read_outcomes
from benchmarks.polars_rival.leads import read_leads
from benchmarks.polars_rival.qualified import qualified
from benchmarks.polars_rival.scores import criteria, reasons, with_scores


def told(step: str, since: list[float]) -> None:
    """Print what a step cost, where somebody asked for it."""
    usage = resource.getrusage(resource.RUSAGE_SELF)
    since.append(usage.ru_utime + usage.ru_stime)
    if os.environ.get("RIVAL_STEPS"):
        print(f"  {since[-1] - since[-2]:6.2f} s of CPU  {step}", flush=True)


def run(folder: Path, target: Path, as_of: datetime) -> None:
    """Build both tables as of `as_of`."""
    spent = [0.0]
    target.mkdir(parents=True, exist_ok=True)
    told("start", spent)
    leads = read_leads(folder, as_of)
    told("leads", spent)
    outcomes = read_outcomes(folder, as_of, leads)
    activities = Activities(folder, as_of, leads)
    told("spellings", spent)
    counted = activities.counted(outcomes)
    told("activities", spent)
    facts = leads.lazy()
    for part in (
        lead_kinds(counted, activities.types, as_of),
        lead_days(counted, activities.keys, as_of),
        product_returns(counted, activities.keys, as_of),
    ):
        facts = facts.join(part.lazy(), on="lead_key", how="left")
    rules = criteria(as_of)
    scored = with_scores(facts, rules).collect().lazy()
    told("facts and scores", spent)
    reasons(scored, rules).sink_parquet(target / "lead_score_reasons.parquet")
    told("reasons", spent)
    qualified(scored, outcomes, as_of).sink_parquet(target / "qualified_leads.parquet")
    told("list", spent)


if __name__ == "__main__":
    given_folder, given_target, given_as_of = sys.argv[1:]
    run(Path(given_folder), Path(given_target), datetime.fromisoformat(given_as_of))
