"""Nurturing, said a second time in plain Python: who is in which segment, and what became of those who got a mail."""

from collections import defaultdict
from datetime import datetime, timedelta

from oracle_facts import ACTIVE, LOOK_BACK, History

WITH_SALES = ("sal", "sql", "opportunity")
Counts = dict[str, int]


def is_over(at: datetime | None, now: datetime, days: int) -> bool:
    """Whether it is more than so many days ago; what never happened is not."""
    return at is not None and now - at > timedelta(days=days)


def segment_of(stage: str, did: History, created_at: datetime, scores: dict[str, int]) -> str | None:
    """The nurture segment of a lead in its stage."""
    now, interest = did.as_of, scores["engagement"] + scores["intent"]
    last, wanted = did.last(*ACTIVE), did.last("intent")
    if stage in WITH_SALES:
        idle = is_over(max(at for _, at, _ in did.outcomes), now, 30) and (last is None or is_over(last, now, 30))
        return "stalled" if idle else None
    if stage == "recycled":
        newest = max(at for _, at, _ in did.refusals)
        # Of refusals at one moment the first by name counts.
        return "lost" if min(name for name, at, _ in did.refusals if at == newest) == "lost" else "recycled"
    if stage == "engaged" and is_over(wanted, now, 21) and scores["intent"] < 10:
        return "intent_gone_cold"
    if stage in ("lead", "engaged") and scores["fit"] >= 20 and (stage == "lead" or interest < 10):
        return "fit_without_engagement"
    if stage == "engaged" and scores["fit"] < 20 and interest >= 10:
        return "engagement_without_fit"
    if stage == "lead" and not is_over(created_at, now, 14):
        return "new"
    return {"mql": "waiting_mql", "customer": "customer", "lead": "in_touch", "engaged": "in_touch"}.get(stage)


def fate_of(did: History, since: datetime, as_of: datetime) -> tuple[str, bool, bool, bool]:
    """What an episode comes to: its fate; whether the lead got a mail; came back; bought."""
    landmark, end = since + timedelta(days=7), since + timedelta(days=37)
    if end > as_of:
        return "still_open", False, False, False
    mails = [one.at for one in did.everything if one.kind == "email_delivered"]
    signs = [one.at for one in did.everything if one.signal in ACTIVE]
    bought = [one.at for one in did.everything if one.kind == "order_placed"]
    bought += [at for name, at, _ in did.outcomes if name == "won"]
    if any(since <= at < landmark for at in signs + bought):
        return "left_out", False, False, False
    after = [any(landmark <= at < end for at in times) for times in (signs, bought)]
    return "compared", any(since <= at < landmark for at in mails), *after


def performance(history: list[dict[str, object]], known: dict[str, History], as_of: datetime) -> dict[str, Counts]:
    """By segment, and for (all): the counts of nurture_performance."""
    known_since = min(row["recorded_at"] for row in history)
    episodes = {
        (row["nurture_segment_since"], row["nurture_segment"], row["lead_id"])
        for row in history
        if row["nurture_segment"] and row["nurture_segment_since"] > known_since
    }
    first_day = as_of - timedelta(days=LOOK_BACK)
    told: dict[str, Counts] = defaultdict(lambda: defaultdict(int))
    counted = set()
    for since, segment, lead_id in sorted(episodes):
        fate, *found = fate_of(known[lead_id], since, as_of)
        for row in (segment, "(all)") if since >= first_day else ():
            told[row]["episodes"] += 1
            if fate != "compared":
                told[row][f"episodes_{fate}"] += 1
            elif (row, lead_id) in counted:
                told[row]["episodes_repeated"] += 1
            else:
                counted.add((row, lead_id))
                group = "nurtured" if found[0] else "others"
                for name, holds in zip(("leads", "re_engaged", "converted"), (True, *found[1:]), strict=True):
                    told[row][f"{group}_{name}"] += holds
    return told
