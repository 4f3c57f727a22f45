"""From who bought to whole-number points: a logistic regression on the criteria, pulled towards the points of today.

The log-odds of buying are a + b * (points of today) + the sum over criteria of d_j * share_j, each d_j drawn from a normal
distribution around 0 with a standard deviation of PULL: where little is known about a criterion, its points of today are
what is left. Learnt together, two criteria that are met by the same leads share what they foretell. One point is worth the
log-odds with which whole numbers within the limits rank the earlier dates best.
"""

from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from lead_scoring.suggest.held_out import auc, outcomes
from lead_scoring.suggest.rows import Rows

# In log-odds: two thirds of the criteria are taken to change the odds by less than 1.35 times more or less than their points
# of today say. Tried from 0.15 to 1: a wider one learns nothing more from 500 purchases, and ranks worse after 50.
PULL = 0.3
# What is not pulled is given a scale on which a pull is not felt.
FREE = 1_000.0
# Scales of a point to try, around what one of today is worth.
STEPS = np.exp2(np.arange(-16, 17) / 8)
# Areas under the curve that differ by less are as good.
AS_GOOD = 0.003


@dataclass(frozen=True)
class Suggestion:
    """points, low, high: (k,), whole numbers, with the ends of their 95 % intervals."""

    points: np.ndarray
    low: np.ndarray
    high: np.ndarray


def suggest(rows: Rows, pull: float = PULL) -> Suggestion:
    """The points of each criterion, learnt from these rows."""
    effect, error, worth = effects(rows, pull)
    unit = points_unit(rows, effect, worth)
    points, low, high = (limited(rows, (effect + z * error) / unit) for z in (0, -1.96, 1.96))
    # What nobody met has nothing but its points of today.
    return Suggestion(np.where(rows.share.any(axis=0), points, rows.points.astype(int)), low, high)


def effects(rows: Rows, pull: float) -> tuple[np.ndarray, np.ndarray, float]:
    """(k,) and (k,): the log-odds that each criterion adds, and their standard errors; and those of one point of today.

    A scaled criterion cannot turn its sign, which its SQL would not bear: it is left out, and the others are learnt again.
    """
    today, is_scaled = rows.points, np.array([criterion.is_scaled for criterion in rows.criteria])
    used = np.ones(len(today), dtype=bool)
    while True:
        effect, error = np.zeros(len(today)), np.zeros(len(today))
        effect[used], error[used], worth = regression(rows, used, today, pull)
        turned = used & is_scaled & (effect * today < 0)
        if not turned.any():
            return effect, error, worth
        used &= ~turned


def regression(rows: Rows, used: np.ndarray, today: np.ndarray, pull: float) -> tuple[np.ndarray, np.ndarray, float]:
    """The effects of the criteria used, and their standard errors, by the curvature at the maximum (Laplace)."""
    share = rows.share[:, used]
    sum_of_today = share @ today[used]
    free = FREE / (sum_of_today.std() or 1.0)
    design = np.column_stack([sum_of_today * free, share])
    bought, weight = outcomes(rows)
    model = LogisticRegression(C=pull**2, solver="newton-cholesky", max_iter=200, tol=1e-8)
    model.fit(np.vstack([design, design]), bought, sample_weight=weight / rows.overlap)
    # An effect is what today's points are worth, and what is learnt beside them.
    to_effects = np.column_stack([today[used] * free, np.eye(used.sum())])
    chance = model.predict_proba(design)[:, 1]
    curved = np.column_stack([np.ones(len(design)), design])
    information = (curved * (rows.leads / rows.overlap * chance * (1 - chance))[:, None]).T @ curved
    information[1:, 1:] += np.eye(design.shape[1]) / pull**2
    covariance = to_effects @ np.linalg.inv(information)[1:, 1:] @ to_effects.T
    return to_effects @ model.coef_[0], np.sqrt(np.diag(covariance)), float(model.coef_[0][0] * free)


def points_unit(rows: Rows, effect: np.ndarray, worth: float) -> float:
    """The log-odds of one point.

    Of the scales that rank as well as the best, the nearest to what a point of today is worth: a criterion of which nothing
    is known keeps its points then. Where a point of today is worth nothing, the limits are filled.
    """
    unit = worth if worth > 0 else (np.abs(effect).sum() or 1) / sum(rows.limits.values())
    candidates = unit * STEPS
    areas = np.array([auc(rows, rows.scores(limited(rows, effect / candidate))) for candidate in candidates])
    as_good = candidates[areas >= areas.max() - AS_GOOD]
    # A number that its limit cuts tells less than it knows.
    uncut = as_good[as_good >= (np.abs(effect) / (most_points(rows) + 0.5)).max()]
    return float(min(uncut if len(uncut) else as_good, key=lambda candidate: abs(np.log(candidate / unit))))


def most_points(rows: Rows) -> np.ndarray:
    """(k,): the limit of the dimension of each criterion."""
    return np.array([rows.limits[criterion.dimension] for criterion in rows.criteria])


def limited(rows: Rows, points: np.ndarray) -> np.ndarray:
    """As whole numbers, none beyond the limit of its dimension."""
    most = most_points(rows)
    return np.clip(np.sign(points) * np.floor(np.abs(points) + 0.5), -most, most).astype(int)
