"""How well scores rank those who bought before those who did not, and what other methods make of the same rows."""

from dataclasses import dataclass

import numpy as np
from sklearn.base import ClassifierMixin
from sklearn.ensemble import HistGradientBoostingClassifier
from sklearn.linear_model import LogisticRegression

from lead_scoring.suggest.rows import Rows

TENTH = 0.1
RESAMPLES = 300


@dataclass(frozen=True)
class Rank:
    """How well one way to score ranks: area under the ROC curve, and lift of the best tenth."""

    name: str
    auc: float
    lift: float


def outcomes(rows: Rows) -> tuple[np.ndarray, np.ndarray]:
    """(2n,) and (2n,): of each group those who bought, then those who did not, with how many they are."""
    size = len(rows.leads)
    return np.repeat([1, 0], size), np.concatenate([rows.bought, rows.leads - rows.bought])


def area(group: np.ndarray, bought: np.ndarray, rest: np.ndarray) -> float:
    """The area under the ROC curve, from the place of each group's score (n,) and its counts: a tie is half right."""
    hits, misses = np.bincount(group, bought), np.bincount(group, rest)
    return float((hits * (np.cumsum(misses) - misses / 2)).sum() / (hits.sum() * misses.sum()))


def places(score: np.ndarray) -> np.ndarray:
    """(n,): which of the scores it is, the lowest first."""
    return np.unique(score, return_inverse=True)[1]


def auc(rows: Rows, score: np.ndarray) -> float:
    """The area under the ROC curve of a score (n,)."""
    return area(places(score), rows.bought, rows.leads - rows.bought)


def lift(rows: Rows, score: np.ndarray) -> float:
    """How much more often the best tenth by score bought than all. Of leads with the score of its edge a part counts."""
    group = places(-score)
    leads, bought = np.bincount(group, rows.leads), np.bincount(group, rows.bought)
    room = TENTH * leads.sum() - (np.cumsum(leads) - leads)
    part = np.clip(room / leads, 0, 1)
    return float((part * bought).sum() / bought.sum() / TENTH)


def ranked(name: str, rows: Rows, score: np.ndarray) -> Rank:
    return Rank(name, auc(rows, score), lift(rows, score))


def models() -> dict[str, ClassifierMixin]:
    """Models of the criteria that are not bound to whole numbers, not fitted yet."""
    return {
        "logistic regression": LogisticRegression(solver="newton-cholesky", max_iter=200),
        "gradient boosting": HistGradientBoostingClassifier(random_state=0),
    }


def chances(model: ClassifierMixin, learnt: Rows, later: Rows) -> np.ndarray:
    """(n,): the chance to buy of each group of `later`, by a model fitted to `learnt`."""
    bought, weight = outcomes(learnt)
    there = weight > 0
    both = np.vstack([learnt.share, learnt.share])
    model.fit(both[there], bought[there], sample_weight=weight[there])
    return model.predict_proba(later.share)[:, 1]


def rivals(learnt: Rows, later: Rows) -> list[Rank]:
    """What is given up for whole numbers."""
    return [ranked(name, later, chances(model, learnt, later)) for name, model in models().items()]


def gained(rows: Rows, before: np.ndarray, after: np.ndarray) -> tuple[float, float, float]:
    """By how much the area under the curve is larger with the second score, and its 95 % interval by resampling leads."""
    draw, old, new = np.random.default_rng(0), places(before), places(after)
    differences = []
    for _ in range(RESAMPLES):
        bought, rest = (draw.poisson(counts / rows.overlap) for counts in (rows.bought, rows.leads - rows.bought))
        if bought.sum() and rest.sum():
            differences.append(area(new, bought, rest) - area(old, bought, rest))
    low, high = np.quantile(differences, [0.025, 0.975])
    return auc(rows, after) - auc(rows, before), float(low), float(high)
