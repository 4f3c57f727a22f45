"""What is recorded of a lead from date to date, said a second time in plain Python: see oracle.py for one date alone.

It keeps one state per lead and changes it day by day, where the SQL reads rows of a table that it has written itself.
"""

from datetime import datetime, timedelta

from oracle import has_raised_hand, is_bounced, judge_lead, known, last_refusal, rules, stage_of
from oracle_facts import History, Profile, later, until
from oracle_lookups import Row
from oracle_nurture import segment_of

QUALIFIED = ("mql", "sal", "sql")
FLAGS = ("hand_raiser", "sales_ready", "customer_is_back")
SEEN = ("stage", "qualified_by", "missing", "expired_at", "grade", "refused_at", "nurture_segment", *FLAGS)
State = dict[str, object]


def working_hours(first: datetime, last: datetime) -> int:
    """Whole hours from Monday to Friday, 9 to 17, from the hour of the first moment to that of the last."""
    hour, found = first.replace(minute=0, second=0), 0
    while hour < last.replace(minute=0, second=0):
        found += hour.isoweekday() <= 5 and 9 <= hour.hour < 17
        hour += timedelta(hours=1)
    return found


def is_shopper(did: History) -> bool:
    shop = did.of("cart_item_added", "checkout_started", "wishlist_item_added", days=30)
    return bool(shop) and not did.of("demo_downloaded", "trial_started", "trial_activated", "product_used", days=30)


def state_of(who: Profile, did: History, before: State | None) -> State:
    """Everything that is remembered of a lead at as_of, given what was remembered before."""
    before, verdict, now = before or {}, judge_lead(who, did), did.as_of
    scores = {dimension: verdict[f"{dimension}_score"] for dimension in ("fit", "engagement", "intent")}
    asks = has_raised_hand(did)
    may_stay = rules(scores, verdict["grade"][0], asks, did, stays=True)
    held = [rule for rule in (before.get("qualified_by") or "").split(", ") if rule in may_stay]
    qualified_by = sorted({*rules(scores, verdict["grade"][0], asks, did), *held})

    refused = last_refusal(did)
    same = bool(before) and before["refused_at"] == refused and refused is not None
    at_refusal = before["at_refusal"] if same else (scores["fit"], who.contact)
    kinds = zip(("fit", "contact"), at_refusal, (scores["fit"], who.contact), strict=True)
    changed = frozenset(kind for kind, then, today in kinds if then != today)

    expired = before.get("expired_at")
    if before.get("stage") == "mql" and not is_shopper(did):
        touched = any(until(at) >= before["qualified_since"] for _, at, _ in did.outcomes)
        expired = now if not touched and working_hours(before["qualified_since"], now) >= 80 else expired
    qualifies = bool(qualified_by) and (expired is None or later(did.last("intent"), expired))
    stage = stage_of(did, bool(verdict["gates"]), qualifies, changed)
    is_cold = did.bought_at is not None and did.bought_at <= now - timedelta(days=30)
    wants = {flag: scores["intent"] >= (14 if before.get(flag) else 20) for flag in FLAGS}
    holds = {
        "hand_raiser": asks and stage in (*QUALIFIED, "engaged"),
        "sales_ready": stage in QUALIFIED and scores["fit"] >= 20 and (asks or wants["sales_ready"]),
        "customer_is_back": stage == "customer"
        and (later(did.asked_at, did.bought_at) or bool(is_cold and wants["customer_is_back"])),
    }
    has_mail = bool(who.contact[0]) and not is_bounced(who, did)
    lacking = {"a way to contact them": not (has_mail or who.phone), "country not recognised": who.is_country_unread}
    was_qualified = before.get("stage") in QUALIFIED
    segment = segment_of(stage, did, who.created_at, scores)
    segment_before, since_before = before.get("nurture_segment"), before.get("nurture_segment_since")
    return {
        **{name: verdict[name] for name in ("fit_score", "engagement_score", "intent_score", "lead_score", "grade")},
        **holds,
        "nurture_segment": segment,
        "nurture_segment_since": (since_before if segment == segment_before else now) if segment else None,
        "stage": stage,
        "stage_since": before["stage_since"] if before.get("stage") == stage else now,
        "qualified_by": ", ".join(qualified_by) or None,
        "qualified_since": (before["qualified_since"] if was_qualified else now) if stage in QUALIFIED else None,
        "sales_ready_since": (before.get("sales_ready_since") or now) if holds["sales_ready"] else None,
        "missing": ", ".join(word for word, lacks in lacking.items() if lacks) or None,
        "expired_at": expired,
        "refused_at": refused,
        "at_refusal": at_refusal,
        "is_shopper": is_shopper(did),
        "criteria_met": sorted(name for _, name in verdict["reasons"] if name != "limit"),
    }


def record(raw: dict[str, list[Row]], moments: list[datetime]) -> list[State]:
    """The history that these moments leave behind: rows by lead and date, with what is in them."""
    written: dict[str, State] = {}
    history = []
    for moment in moments:
        for lead_id, pair in known(**raw, as_of=moment).items():
            state, last = state_of(*pair, written.get(lead_id)), written.get(lead_id)
            moved = last is None or abs(state["lead_score"] - last["lead_score"]) >= 5
            if moved or any(state[name] != last[name] for name in SEEN):
                written[lead_id] = state
                history.append({"lead_id": lead_id, "recorded_at": moment} | state)
    return history
