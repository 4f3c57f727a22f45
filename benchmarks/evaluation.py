"""Time a back-test of twelve months and a what-if of one changed number, in runs of the project over the same data.

`python -m benchmarks.evaluation` generates the data if it is not there yet. It works in a copy of the project under git, as
what-if asks git for the criteria of before. See benchmarks/README.md.
"""

import argparse
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path

from benchmarks import results
from benchmarks.bench import data_of, read_once, scratch_folder
from benchmarks.measure import ROOT, Cost, StepFailed, measured
from benchmarks.sides import AS_OF, create_views
from lead_scoring.whatif.compare import copy_parts

EDITED = "models/criteria/intent_criteria.sql"
BEFORE, AFTER = "least(5 * pricing_page_viewed_days_30d, 15)", "least(4 * pricing_page_viewed_days_30d, 12)"
VARIABLES = f"{{connectors: [tables], as_of: '{AS_OF}'}}"
# The data begin 400 days before they end.
BACKTEST = ("--from", "2025-01-01", "--to", "2025-12-01", "--every", "month", "--within", "30")


def project_under_git(folder: Path) -> Path:
    """A copy of the project whose last commit is the project as it is."""
    copy_parts(ROOT, folder)
    author = ("-c", "user.name=bench", "-c", "user.email=bench@example.com")
    for command in (("init", "-q"), ("add", "models"), (*author, "commit", "-q", "-m", "As it is")):
        subprocess.run(["git", *command], cwd=folder, check=True)
    return folder


def costs(leads: int, activities: int) -> dict[str, Cost]:
    """What one run, a what-if and a back-test cost."""
    data = data_of(leads, activities, None)
    read_once(data)
    with scratch_folder() as scratch:
        project = project_under_git(scratch)
        create_views(project / "warehouse.duckdb", data)
        surroundings = {
            "DUCKDB_PATH": str(project / "warehouse.duckdb"),
            "DBT_SEND_ANONYMOUS_USAGE_STATS": "false",
            "PYTHONPATH": f"{ROOT / 'src'}:{ROOT}",
        }

        def timed(name: str, *module: str) -> Cost:
            cost = measured([sys.executable, "-m", *module], surroundings, project)
            print(f"{name:<12} {cost}", flush=True)
            return cost

        dbt = ("dbt.cli.main", "--no-version-check")
        timed("seed", *dbt, "seed", "--vars", VARIABLES)
        found = {"dbt run": timed("dbt run", *dbt, "run", "--vars", VARIABLES)}
        edited = project / EDITED
        text = edited.read_text(encoding="utf-8")
        edited.write_text(text.replace(BEFORE, AFTER), encoding="utf-8")
        found["make whatif, one number changed"] = timed("what-if", "lead_scoring.whatif.compare", "--base", "HEAD")
        edited.write_text(text, encoding="utf-8")
        found["make backtest, 12 months"] = timed(
            "back-test", "lead_scoring.evaluate.backtest", "--connectors", "tables", "--as-of", AS_OF, *BACKTEST
        )
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--leads", type=int, default=200_000)
    parser.add_argument("--activities", type=int, default=10_000_000)
    given = parser.parse_args()
    try:
        found = costs(given.leads, given.activities)
    except StepFailed as failure:
        print(failure)
        return 1
    result = {
        "kind": "evaluation",
        **results.conditions(),
        "rounds": 1,
        "threads": 2,
        "leads": given.leads,
        "activities": given.activities,
        "sides": [{"name": name, **asdict(cost)} for name, cost in found.items()],
    }
    results.record(result)
    print("\n" + "\n".join(results.evaluation(result)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
