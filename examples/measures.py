"""How well scores rank those who bought before those who did not."""

from math import ceil, sqrt

import numpy as np
from sklearn.metrics import roc_auc_score


def area(scores: np.ndarray, bought: np.ndarray) -> float:
    """The area under the ROC curve; leads of one score are half right. Raises ValueError where all bought, or none."""
    return float(roc_auc_score(bought, scores))


def interval(auc: float, hits: int, misses: int) -> tuple[float, float]:
    """The 95 % interval of an area, as in the back-test: Hanley and McNeil 1982, cut to 0 and 1."""
    spread = auc * (1 - auc)
    spread += (hits - 1) * (auc / (2 - auc) - auc**2) + (misses - 1) * (2 * auc**2 / (1 + auc) - auc**2)
    error = 1.959964 * sqrt(max(spread, 0) / (hits * misses))
    return max(auc - error, 0.0), min(auc + error, 1.0)


def top_lift(dates: np.ndarray, scores: np.ndarray, bought: np.ndarray) -> float:
    """How many times as often the best tenth of each date bought, all dates together, as all leads did.

    Where the line falls among leads of one score, their places are shared out evenly: what drawing lots among them brings
    on average.
    """
    caught, places = 0.0, 0
    for date in np.unique(dates):
        of_date = dates == date
        found, hits = scores[of_date], bought[of_date]
        size = ceil(len(found) / 10)
        line = np.sort(found)[-size]
        above, at = found > line, found == line
        caught += hits[above].sum() + hits[at].sum() * (size - above.sum()) / at.sum()
        places += size
    return float(caught / places / bought.mean())
