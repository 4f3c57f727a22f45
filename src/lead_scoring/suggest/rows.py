"""What points are learnt from: which criteria groups of leads met on which date, and how many of each bought."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from lead_scoring.blocks import DIMENSIONS, Block
from lead_scoring.expressions import points_text
from lead_scoring.suggest import SuggestError
from lead_scoring.warehouse import Row

# Of the dates in their order, the part that nothing is learnt from.
HELD_OUT = 1 / 3
# The file of the most that each dimension adds.
LIMITS = "score_limits"


@dataclass(frozen=True)
class Criterion:
    """One criterion: the most points that it gives today, and whether it gives a part of them to some leads."""

    dimension: str
    name: str
    points: int
    is_scaled: bool


@dataclass(frozen=True)
class Rows:
    """n groups of leads that are alike, on k criteria.

    share: (n, k), the part of the points of each criterion that each group has, 0 to 1 (0 where it is unknown too);
    leads, bought: (n,), counts; moment: (n,), the date of each group, or anything else that puts them in order.
    limits: the most that each dimension adds, and floor the least. overlap: how many windows count one purchase.
    """

    criteria: Sequence[Criterion]
    limits: dict[str, int]
    share: np.ndarray
    leads: np.ndarray
    bought: np.ndarray
    moment: np.ndarray
    overlap: float = 1.0
    floor: int = 0

    def of(self, chosen: np.ndarray) -> "Rows":
        """The groups that a mask or an index chooses."""
        return replace(
            self,
            share=self.share[chosen],
            leads=self.leads[chosen],
            bought=self.bought[chosen],
            moment=self.moment[chosen],
        )

    @property
    def points(self) -> np.ndarray:
        """(k,): the points of today."""
        return np.array([criterion.points for criterion in self.criteria], dtype=float)

    @property
    def purchases(self) -> float:
        """How many bought, each counted once."""
        return float(self.bought.sum()) / self.overlap

    def scores(self, points: np.ndarray) -> np.ndarray:
        """(n,): what each group scores by such points, each dimension within its limit, as lead_scores adds them up."""
        given = np.floor(self.share * np.abs(points) + 0.5) * np.sign(points)
        score = np.zeros(len(self.leads))
        for dimension, limit in self.limits.items():
            ours = [criterion.dimension == dimension for criterion in self.criteria]
            score += np.clip(given[:, ours].sum(axis=1), self.floor, limit)
        return score


def criteria_of(blocks: Sequence[Block], most: dict[str, int]) -> list[Criterion]:
    """The criteria of the files. `most`: by name, the most points seen, for those whose SQL does not say."""
    found = []
    for block in blocks:
        if "points" in block.expressions and block.file in DIMENSIONS:
            text = points_text(block.expressions["points"])
            number = re.search(r"-?\d+$", text)
            points = int(number[0]) if number else most.get(block.name, 0)
            is_scaled = not (number and text == number[0])
            found.append(Criterion(DIMENSIONS[block.file], block.name, points, is_scaled))
    return found


def of_backtest(patterns: Sequence[Row], blocks: Sequence[Block], within_days: int) -> Rows:
    """The rows of backtest_patterns as groups, by the criteria and limits of the files."""
    sets = {row["criteria_met"]: None for row in patterns}
    parsed = {text: [item.rpartition("=") for item in text.split(", ") if item] for text in sets}
    most: dict[str, int] = {}
    for items in parsed.values():
        for name, _, given in items:
            most[name.partition(":")[2]] = max(most.get(name.partition(":")[2], 0), int(given), key=abs)
    criteria = criteria_of(blocks, most)
    place = {f"{criterion.dimension}:{criterion.name}": number for number, criterion in enumerate(criteria)}
    share = np.zeros((len(patterns), len(criteria)))
    for number, row in enumerate(patterns):
        for name, _, given in parsed[row["criteria_met"]]:
            share[number, place[name]] = int(given) / criteria[place[name]].points
    moment = np.array([row["as_of"] for row in patterns], dtype="datetime64[s]")
    days = np.diff(np.unique(moment)).astype("timedelta64[D]").astype(int)
    return Rows(
        criteria=criteria,
        limits={block.name: int(points_text(block.expressions["max_points"])) for block in blocks if block.file == LIMITS},
        share=share,
        leads=np.array([row["leads"] for row in patterns], dtype=float),
        bought=np.array([row["conversions"] for row in patterns], dtype=float),
        moment=moment,
        overlap=max(1.0, within_days / days.mean()) if len(days) else 1.0,
    )


def earlier_and_later(rows: Rows, within_days: int = 0) -> tuple[Rows, Rows]:
    """What to learn from, and the later third of the dates to hold it against.

    A date whose window of within_days reaches into the later ones is in neither. Raises SuggestError for fewer than 3.
    """
    moments = np.unique(rows.moment)
    if len(moments) < 3:
        raise SuggestError(
            f"There are {len(moments)} dates. Points are learned from some dates and tested on later ones; "
            "run make backtest with at least three."
        )
    first_later = moments[-max(1, round(len(moments) * HELD_OUT))]
    is_over = rows.moment < first_later
    if within_days:
        is_over = rows.moment + np.timedelta64(within_days, "D") <= first_later
    return rows.of(is_over), rows.of(rows.moment >= first_later)
