"""Where too few bought to act on what is learnt: why they are so few, and which back-test would do."""

from datetime import timedelta

import numpy as np

from lead_scoring.suggest.rows import Rows

LEARNT_FROM, HELD_AGAINST = 50, 20
# The share of purchases that belongs to the earlier dates.
EARLIER = 2 / 3
# Windows of so many days, one after the other, count every purchase once.
APART = 30


def too_few(rows: Rows, learnt: Rows, later: Rows, within_days: int) -> list[str]:
    """Sentences on why there are too few purchases; none where there are enough."""
    if learnt.purchases >= LEARNT_FROM and later.purchases >= HELD_AGAINST:
        return []
    said = [f"{rows.bought.sum():,.0f} purchases are counted in the {count(rows)} dates."]
    if rows.overlap > 1:
        said.append(
            f"The windows of {within_days} days overlap, and count each purchase {rows.overlap:.1f} times: "
            f"that is {rows.purchases:.0f} purchases."
        )
    if between := count(rows) - count(learnt) - count(later):
        said.append(
            f"{between} of the dates {'is' if between == 1 else 'are'} in neither part, since "
            f"{'its window reaches' if between == 1 else 'their windows reach'} into the later {count(later)}: "
            f"{rows.purchases - learnt.purchases - later.purchases:.0f} of the purchases are left out."
        )
    said.append(
        f"{learnt.purchases:.0f} are left to learn from, where {LEARNT_FROM} are needed, and {later.purchases:.0f} to test "
        f"on, where {HELD_AGAINST} are."
    )
    return [*said, advice(rows, within_days)]


def count(rows: Rows) -> int:
    """How many dates."""
    return len(np.unique(rows.moment))


def advice(rows: Rows, within_days: int) -> str:
    """The back-test that would do, by how often people bought."""
    if not within_days or not rows.bought.sum():
        return "Have more rows, or wait for more purchases."
    first, last = (moment.astype("datetime64[D]").item() for moment in (rows.moment.min(), rows.moment.max()))
    end = last + timedelta(days=within_days)
    a_day = rows.purchases / (end - first).days
    needed = max(LEARNT_FROM / EARLIER, HELD_AGAINST / (1 - EARLIER)) / a_day
    begin, until = end - timedelta(days=int(needed) + 2 * APART), end - timedelta(days=APART)
    return (
        f"At {a_day * 30:.1f} purchases in 30 days it takes about {needed:,.0f} days: "
        f"make backtest FROM={begin} TO={until} EVERY=month WITHIN={APART}, if your data reach back so far."
    )
