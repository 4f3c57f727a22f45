"""`make suggest`: whole-number points for the criteria, learnt from the last back-test and held against its later dates.

It prints the points beside those of today, what they gain, and the diff of the criteria files; WRITE=yes writes them.
`make suggest TABLE=leads.csv OUTCOME=bought` learns from any file or table of yes/no and numeric columns instead.
"""

import argparse
import sys
from pathlib import Path

import yaml
from dbt_common.exceptions import DbtRuntimeError

from lead_scoring.blocks import Block, read_model
from lead_scoring.causes import cause
from lead_scoring.dbt_commands import Failed, dbt
from lead_scoring.failures import plain
from lead_scoring.run_lock import only_run
from lead_scoring.suggest import SuggestError
from lead_scoring.suggest.edits import new_files
from lead_scoring.suggest.points import PULL, Suggestion, suggest
from lead_scoring.suggest.report import print_points, print_ranks, span
from lead_scoring.suggest.rows import Rows, earlier_and_later, of_backtest
from lead_scoring.suggest.table import of_table
from lead_scoring.suggest.too_few import LEARNT_FROM, too_few
from lead_scoring.warehouse import Row, WarehouseError, ask, command, fetch, open_warehouse, profile


def answers(*queries: str) -> list[list[Row]]:
    """The rows of each query. DuckDB's file is opened for reading only. Raises Failed and WarehouseError."""
    if profile()["type"] == "duckdb":
        with open_warehouse() as connection:
            return [fetch(connection, query) for query in queries]
    dbt(None, {}, "parse")
    try:
        return [ask(query) for query in queries]
    except DbtRuntimeError as error:
        why = cause(str(error)) or f"There is no back-test to learn from; run make backtest first. ({plain(str(error))})"
        raise WarehouseError(why) from None


def backtest_rows() -> tuple[Rows, int, list[Block]]:
    """The rows of the last back-test, the days of its window, and the criteria.

    Raises Failed, SuggestError and WarehouseError.
    """
    blocks, version = read_model(Path.cwd())
    dates, patterns = answers(
        "select distinct criteria_version, within_days from backtest_dates",
        "select * from backtest_patterns order by as_of, criteria_met",
    )
    if not dates:
        raise SuggestError(
            "There is no back-test to learn from; run make backtest first, with as many dates as your data has."
        )
    if dates[0]["criteria_version"] != version:
        raise SuggestError("The last back-test is of other criteria than those in the files; run make backtest again.")
    criteria = [block for block in blocks if "points" in block.expressions]
    within = dates[0]["within_days"]
    return of_backtest(patterns, blocks, within), within, criteria


def record(found: Suggestion, rows: Rows) -> None:
    """Keep the points in suggested_points, for who publishes them; where that cannot be, say why and go on."""
    suggested = [
        {
            "dimension": criterion.dimension,
            "criterion": criterion.name,
            "points_now": int(criterion.points),
            "points_suggested": int(found.points[number]),
            "points_low": int(found.low[number]),
            "points_high": int(found.high[number]),
            "leads_met": int(rows.leads[rows.share[:, number] != 0].sum()),
        }
        for number, criterion in enumerate(rows.criteria)
    ]
    try:
        with only_run():
            dbt(None, {}, "run-operation", "record_suggestion", "--args", yaml.safe_dump({"suggested": suggested}))
    except (Failed, WarehouseError) as error:
        print(f"\nNot recorded in suggested_points: {error}")


def print_diff(found: Suggestion, rows: Rows, criteria: list[Block], write: bool) -> None:
    """The criteria files with the points suggested, as a diff; and in their place where they are to be written."""
    points = {
        criterion.name: (criterion.points, int(new)) for criterion, new in zip(rows.criteria, found.points, strict=True)
    }
    files, by_hand, diff = new_files(Path.cwd(), criteria, points)
    if by_hand:
        print(f"\nTo be changed by hand, for the way that their points are written: {', '.join(by_hand)}.")
    print(f"\n{diff}" if diff else "\nNo number changes.")
    if write:
        for path, text in files.items():
            Path(path).write_text(text, encoding="utf-8")
        print(f"Written: {', '.join(files)}. make whatif BASE=HEAD says who moves.")
    elif diff:
        print("Nothing is written. WRITE=yes writes it; make whatif says who moves.")


def learn(given: argparse.Namespace) -> None:
    """Print what the rows suggest. Raises Failed, SuggestError and WarehouseError."""
    if given.write not in ("", "yes") or (given.write and given.table):
        raise SuggestError("WRITE=yes writes the criteria files, of a back-test only; leave it out, or leave out TABLE.")
    if given.table:
        rows, said = of_table(given.table, given.outcome or "outcome")
        within = 0
        print(said)
    else:
        rows, within, criteria = backtest_rows()
    learnt, later = earlier_and_later(rows, within)
    if why := too_few(rows, learnt, later, within):
        show_too_few(learnt, later)
        raise SuggestError("\n".join(["Too few bought to act on; nothing is written or recorded.", *why]))
    print(f"Learned from {span(learnt)}.\nTested on {span(later)}.\n")
    found = suggest(learnt)
    print_points(learnt, found)
    print_ranks(learnt, later, found)
    if not given.table:
        record(found, learnt)
        print_diff(found, rows, criteria, given.write == "yes")


def show_too_few(learnt: Rows, later: Rows) -> None:
    """What little is known: points pulled the more towards those of today, the fewer bought, with their intervals."""
    if not 0 < learnt.bought.sum() < learnt.leads.sum():
        return
    print("TOO FEW TO ACT ON: what follows shows how little is known, not what to write.")
    print(f"Learned from {span(learnt)}, and pulled more towards the points of today.\n")
    print_points(learnt, suggest(learnt, PULL * min(1.0, learnt.purchases / LEARNT_FROM) ** 0.5))
    if 0 < later.bought.sum() < later.leads.sum():
        print(f"\nThe later dates are too few to test it on: {span(later)}.")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("table", "outcome", "write"):
        parser.add_argument(f"--{name}", default="")
    try:
        learn(parser.parse_args())
    except (Failed, SuggestError) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(command(main))
