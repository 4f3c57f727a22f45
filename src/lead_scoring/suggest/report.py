"""What `make suggest` prints of the points: how sure they are, and what they gain."""

import numpy as np

from lead_scoring.layout import table
from lead_scoring.suggest.held_out import gained, ranked, rivals
from lead_scoring.suggest.points import Suggestion
from lead_scoring.suggest.rows import Rows

# Below, a criterion was met too seldom to tell.
FEW = 30


def span(rows: Rows) -> str:
    """From when to when, and how many bought."""
    moments = np.unique(rows.moment)
    first, last = (np.datetime_as_string(moment, "D") if moments.dtype.kind == "M" else "" for moment in moments[[0, -1]])
    dates = f"{len(moments)} dates, {first} to {last}: " if first else ""
    return f"{dates}{rows.leads.sum():,.0f} leads, {rows.bought.sum():,.0f} bought"


def print_points(rows: Rows, found: Suggestion) -> None:
    """Each criterion with its points of today, those suggested, and how sure they are."""
    lines = []
    for number, criterion in enumerate(rows.criteria):
        met = int(rows.leads[rows.share[:, number] != 0].sum())
        most = "up to " if criterion.is_scaled else ""
        note = "too few to say" if met < FEW else "" if found.points[number] != criterion.points else "as it is"
        lines.append([
            criterion.dimension, criterion.name, met, f"{most}{criterion.points}", f"{most}{found.points[number]}",
            f"{found.low[number]} to {found.high[number]}", note,
        ])  # fmt: skip
    print(table(["dimension", "criterion", "met by", "points", "suggested", "95 % interval", ""], lines, left=(0, 1, 6)))


def print_ranks(learnt: Rows, later: Rows, found: Suggestion) -> None:
    """What the points gain on the later dates, beside other methods on the same criteria."""
    today, suggested = later.scores(later.points), later.scores(found.points)
    ranks = [ranked("points suggested", later, suggested), *rivals(learnt, later)]
    if later.points.any():
        ranks.insert(0, ranked("points of today", later, today))
    print("\nOn the later dates, from which nothing was learned:")
    header = ["scored by", "area under the ROC curve", "lift of the best tenth"]
    print(table(header, [[rank.name, f"{rank.auc:.3f}", f"{rank.lift:.2f}"] for rank in ranks]))
    more, low, high = gained(later, today, suggested)
    against = "those of today" if later.points.any() else "chance"
    if low > 0:
        print(f"They rank better than {against}: the area is {more:.3f} larger ({low:.3f} to {high:.3f}).")
    elif high < 0:
        print(f"They rank worse than {against}; keep those. The area is {-more:.3f} smaller ({-high:.3f} to {-low:.3f}).")
    else:
        print(f"They rank no better than {against}, as far as one can tell: {more:+.3f} ({low:+.3f} to {high:+.3f}).")
