"""`python -m examples.compare course_platform DATA WORK`: the default criteria next to what a machine learns.

Maps the files of the folder DATA, scores them on past dates as `make backtest` does, and keeps what was known of each lead
on each date in the folder WORK, so that a second comparison needs no dbt. The last third of the dates is held out. Models
learn from the dates whose windows were over when the held-out dates begin; all are held against who bought in the window
after each held-out date, of those who had not bought by then.
"""

import argparse
import sys
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

import numpy as np
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from threadpoolctl import threadpool_limits

from examples.map import map_example
from examples.measures import area, interval, top_lift
from examples.snapshots import Snapshots, read_snapshots, until, write_criteria, write_snapshots
from lead_scoring.blocks import read_blocks
from lead_scoring.dbt_commands import Failed
from lead_scoring.evaluate.backtest import dates, over
from lead_scoring.layout import table
from lead_scoring.load import LoadError
from lead_scoring.suggest.held_out import chances, models
from lead_scoring.suggest.points import suggest
from lead_scoring.suggest.rows import Rows, of_backtest
from lead_scoring.warehouse import command

# Of a text column so many values, the most frequent ones, are told apart; the others are one.
VALUES = 30
SEED = 7
# One deal in twenty misleads a 95 % interval: so many deals show whether more do.
DEALS = 20
Rankings = list[tuple[str, np.ndarray]]


@dataclass(frozen=True)
class Example:
    """The dates that the data allow, the window in days, and the moment at which the data end."""

    first: str
    last: str
    within: int
    end: datetime


EXAMPLES = {
    # Nobody is there before December 2021 begins.
    "course_platform": Example("2022-01-01", "2022-07-01", 30, datetime(2022, 8, 1)),
    # Deals are written down from December 2017 on; the last one is of 14 November 2018.
    "olist_funnel": Example("2017-12-01", "2018-08-01", 90, datetime(2018, 11, 15)),
}


def varies(column: np.ndarray) -> bool:
    """Whether a column of numbers tells any two rows apart; not to know is a value too."""
    known = column[~np.isnan(column)]
    return known.size > 0 and (known.size < column.size or known.min() < known.max())


def matrix(snapshots: Snapshots, train: np.ndarray) -> np.ndarray:
    """The features of all rows: numbers, and one column of 0 and 1 for each frequent value of a text.

    Which columns vary and which values are frequent is learnt from the rows of `train` alone.
    """
    columns = list(snapshots.numbers.values())
    for texts in snapshots.texts.values():
        # `None` as text: not to know where somebody came from is a value too.
        as_text = texts.astype(str)
        found, counts = np.unique(as_text[train], return_counts=True)
        columns += [(as_text == value).astype(float) for value in found[np.argsort(-counts, kind="stable")][:VALUES]]
    return np.column_stack([column for column in columns if varies(column[train])])


@dataclass(frozen=True)
class Question:
    """The same leads for all who rank: their features, the criteria they met, and which rows are for what."""

    snapshots: Snapshots
    features: np.ndarray
    criteria: Rows
    train: np.ndarray
    held_out: np.ndarray


def question(snapshots: Snapshots, within: int, train: np.ndarray, held_out: np.ndarray) -> Question:
    met = [
        {"as_of": moment, "criteria_met": text, "leads": 1, "conversions": 0}
        for moment, text in zip(snapshots.as_of, snapshots.criteria_met, strict=True)
    ]
    return Question(snapshots, matrix(snapshots, train), of_backtest(met, read_blocks(), within), train, held_out)


def rankings(asked: Question, bought: np.ndarray) -> Rankings:
    """Who ranks the held-out rows, and by which scores: (name, scores) each. One more who ranks is one more row."""
    regression = make_pipeline(
        SimpleImputer(strategy="median", add_indicator=True), StandardScaler(), LogisticRegression(max_iter=2000)
    )
    # Few bought: small trees, large leaves. Chosen beforehand, not by what they reach here.
    boosting = HistGradientBoostingClassifier(
        learning_rate=0.05, max_leaf_nodes=8, min_samples_leaf=100, early_stopping=False, random_state=SEED
    )
    of_criteria = replace(asked.criteria, bought=bought.astype(float))
    learnt, later = of_criteria.of(asked.train), of_criteria.of(asked.held_out)
    # On so few rows threads wait for each other longer than they work: on a busy machine seven times as long.
    with threadpool_limits(1):
        rows = [
            ("points of the default criteria", asked.snapshots.lead_score[asked.held_out]),
            ("points suggested for the criteria", later.scores(suggest(learnt).points)),
            ("logistic regression on the criteria", chances(models()["logistic regression"], learnt, later)),
        ]
        for name, model in (("logistic regression", regression), ("gradient boosting", boosting)):
            model.fit(asked.features[asked.train], bought[asked.train])
            rows.append((name, model.predict_proba(asked.features[asked.held_out])[:, 1]))
    return rows


def measured(scores: np.ndarray, hits: np.ndarray, dates_of: np.ndarray) -> tuple[float, float, float, float]:
    """The area under the ROC curve, its interval, and the lift of the best tenth."""
    found = area(scores, hits)
    low, high = interval(found, int(hits.sum()), int((~hits).sum()))
    return found, low, high, top_lift(dates_of, scores, hits)


def report(title: str, asked: Question, bought: np.ndarray) -> None:
    """Print how well each ranks the held-out rows."""
    learnt, hits = bought[asked.train], bought[asked.held_out]
    print(f"\n{title}")
    print(f"  learnt from {learnt.size:,} rows, {learnt.sum():,} bought; held out {hits.size:,}, {hits.sum():,} bought")
    lines = []
    for name, scores in rankings(asked, bought):
        found, low, high, lift = measured(scores, hits, asked.snapshots.as_of[asked.held_out])
        lines.append([name, f"{found:.3f}", f"{low:.3f} to {high:.3f}", f"{lift:.1f}"])
    print(table(["ranked by", "AUC", "95 % interval", "lift of the best tenth"], lines), flush=True)


def report_of_lots(asked: Question, bought: np.ndarray) -> None:
    """Print how well each ranks purchases that are dealt anew among the rows: better than lots would be a leak."""
    lots = np.random.default_rng(SEED)
    found: dict[str, list[tuple[float, float, float, float]]] = {}
    for _ in range(DEALS):
        dealt = bought.copy()
        for rows in (asked.train, asked.held_out):
            dealt[rows] = lots.permutation(bought[rows])
        for name, scores in rankings(asked, dealt):
            of_deal = measured(scores, dealt[asked.held_out], asked.snapshots.as_of[asked.held_out])
            found.setdefault(name, []).append(of_deal)
    print(f"\nThe same rows with purchases dealt anew among the leads, {DEALS} times")
    lines = []
    for name, deals in found.items():
        mean, _, _, lift = np.mean(deals, axis=0)
        holds = sum(low <= 0.5 <= high for _, low, high, _ in deals)
        lines.append([name, f"{mean:.3f}", f"in {holds} of {DEALS}", f"{lift:.1f}"])
    print(table(["ranked by", "mean AUC", "interval holds 0.5", "mean lift of the best tenth"], lines), flush=True)


def compare(example: str, data: Path, work: Path) -> None:
    """Score, learn and print. Raises LoadError, ValueError, Failed and WarehouseError."""
    settings = EXAMPLES[example]
    moments = over(dates(settings.first, settings.last, "month"), settings.within, settings.end)
    raw = work / "raw"
    map_example(example, data, raw)
    write_snapshots([*moments, settings.end], settings.within, raw, work)
    snapshots = read_snapshots([*moments, settings.end], work)

    held_out_dates = moments[-round(len(moments) / 3) :]
    learnt_dates = until(moments, settings.within, held_out_dates[0])
    could_buy = ~snapshots.bought_before()
    asked = question(
        snapshots, settings.within, snapshots.on(learnt_dates) & could_buy, snapshots.on(held_out_dates) & could_buy
    )
    bought = snapshots.bought_within(settings.within)
    report(
        f"Learnt from {learnt_dates[0]:%Y-%m-%d} to {learnt_dates[-1]:%Y-%m-%d}, held out {held_out_dates[0]:%Y-%m-%d} to "
        f"{held_out_dates[-1]:%Y-%m-%d}: who buys within {settings.within} days?",
        *(asked, bought),
    )
    report_of_lots(asked, bought)

    own = write_criteria(example, moments, settings.within, work)
    print(f"\nWith criteria of its own: make suggest TABLE={own} OUTCOME=bought")

    at_the_end = snapshots.on([settings.end])
    thirds = np.random.default_rng(SEED).integers(3, size=at_the_end.size)
    report(
        f"What nobody should do: all leads as of {settings.end:%Y-%m-%d}, buyers included, against who ever bought",
        question(snapshots, settings.within, at_the_end & (thirds > 0), at_the_end & (thirds == 0)),
        ~np.isnat(snapshots.converted_at),
    )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("example", choices=EXAMPLES)
    parser.add_argument("data", type=Path, metavar="DATA")
    parser.add_argument("work", type=Path, metavar="WORK")
    given = parser.parse_args()
    try:
        compare(given.example, given.data, given.work)
    except (LoadError, ValueError, Failed) as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(command(main))
