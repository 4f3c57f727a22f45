"""What sales made of the leads it was handed, said a second time in plain Python, from raw rows and the oracle's history."""

from collections import Counter, defaultdict
from datetime import datetime, timedelta

from oracle_facts import moment, until
from oracle_lookups import Row

SALES_ACTS = ("accepted", "rejected", "meeting_held", "qualified", "opportunity_created", "won", "lost")
Handover = dict[str, object]


def working_seconds(first: datetime, last: datetime) -> int:
    """From Monday to Friday, 9 to 17, between two moments; minute by minute would take long, so day by day."""
    seconds, day = 0, first.replace(hour=0, minute=0, second=0)
    while day <= last:
        opens, closes = max(day + timedelta(hours=9), first), min(day + timedelta(hours=17), last)
        if day.isoweekday() <= 5 and closes > opens:
            seconds += int((closes - opens).total_seconds())
        day += timedelta(days=1)
    return seconds


def handovers(history: list[dict[str, object]], raw: dict[str, list[Row]], as_of: datetime) -> list[Handover]:
    rows, told, owners = defaultdict(list), defaultdict(set), {}
    for row in history:
        rows[row["lead_id"]].append(row)
    for row in raw["sales_outcomes"]:
        if moment(row["occurred_at"]) < as_of:
            told[row["lead_id"]].add(
                (moment(row["occurred_at"]), row["outcome"], row["owner_id"], row.get("reason") or None)
            )
    for row in raw["leads"]:
        owners[row["lead_id"]] = row["owner_id"]
    # Who was an MQL on the first date recorded was handed over before that, nobody knows when.
    known_since = min(row["recorded_at"] for row in history)
    found = []
    for lead, states in rows.items():
        entries = [
            state
            for state in states
            if state["stage"] == "mql"
            and state["qualified_since"] == state["recorded_at"]
            and (state["hand_raiser"] or not state["is_shopper"])
        ]
        for place, entry in enumerate(entries):
            begin = entry["recorded_at"]
            if begin == known_since:
                continue
            end = entries[place + 1]["recorded_at"] if place + 1 < len(entries) else datetime.max
            said = sorted((until(at), at, *rest) for at, *rest in told[lead])
            answers = [(max(at, begin), *rest) for last, at, *rest in said if begin <= last < end]
            final = [answer for answer in answers if answer[1] in SALES_ACTS]
            rejected = bool(final) and final[-1][1] == "rejected"
            found.append(
                {
                    "lead_id": lead,
                    "handed_over_at": begin,
                    "owner_id": answers[0][2] if answers else owners[lead],
                    "grade": entry["grade"],
                    "qualified_by": entry["qualified_by"],
                    "criteria_met": ", ".join(entry["criteria_met"]),
                    "first_touch_at": answers[0][0] if answers else None,
                    "hours": working_seconds(begin, answers[0][0]) / 3600 if answers else None,
                    "attempts": sum(answer[1] == "attempted" for answer in answers),
                    "connections": sum(answer[1] == "connected" for answer in answers),
                    "answer": "none" if not final else "rejected" if rejected else "accepted",
                    "rejection_reason": (final[-1][3] or "other") if rejected else None,
                    "is_expired": any(begin < state["expired_at"] < end for state in states if state["expired_at"]),
                }
            )
    return found


def cuts(handover: Handover) -> list[tuple[str, str]]:
    week = handover["handed_over_at"] - timedelta(days=handover["handed_over_at"].weekday())
    return [
        ("all", "all"),
        ("owner", handover["owner_id"]),
        ("source", handover["lead_source"]),
        ("grade", handover["grade"]),
        ("week", f"{week:%Y-%m-%d}"),
        *(("rule", rule) for rule in handover["qualified_by"].split(", ")),
    ]


def middle(numbers: list[float], share: float) -> float | None:
    """What a share of the numbers does not exceed, on the line between two neighbours."""
    if not numbers:
        return None
    ordered = sorted(numbers)
    place = (len(ordered) - 1) * share
    low = int(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def feedback(found: list[Handover]) -> dict[tuple[str, str], dict[str, object]]:
    groups = defaultdict(list)
    for handover in found:
        for cut in cuts(handover):
            groups[cut].append(handover)
    told = {}
    for cut, group in groups.items():
        hours = [handover["hours"] for handover in group if handover["hours"] is not None]
        answers = Counter(handover["answer"] for handover in group)
        connections = sum(handover["connections"] for handover in group)
        answered = answers["accepted"] + answers["rejected"]
        told[cut] = {
            "handed_over": len(group),
            "touched": len(hours),
            "untouched": len(group) - len(hours),
            "expired_untouched": sum(handover["is_expired"] for handover in group),
            "accepted": answers["accepted"],
            "rejected": answers["rejected"],
            "acceptance_rate": answers["accepted"] / answered if answered else None,
            "median_hours_to_touch": middle(hours, 0.5),
            "p90_hours_to_touch": middle(hours, 0.9),
            "attempts": sum(handover["attempts"] for handover in group),
            "connections": connections,
            "attempts_per_connection": (
                sum(handover["attempts"] + handover["connections"] for handover in group) / connections
                if connections
                else None
            ),
        }
    return told


def reasons(found: list[Handover]) -> dict[tuple[str, str, str], int]:
    return Counter(
        (*cut, handover["rejection_reason"])
        for handover in found
        if handover["answer"] == "rejected"
        for cut in cuts(handover)
    )


def criteria(found: list[Handover]) -> dict[tuple[str, str], tuple[int, int, int, int]]:
    """By criterion and reason: rejected that met it, rejected, accepted that met it, accepted."""
    answered = [handover for handover in found if handover["answer"] != "none"]
    names = {name for handover in answered for name in handover["criteria_met"].split(", ")}
    accepted = [handover["criteria_met"].split(", ") for handover in answered if handover["answer"] == "accepted"]
    counts = {}
    for reason in {"any", *(handover["rejection_reason"] for handover in answered if handover["rejection_reason"])}:
        rejected = [
            handover["criteria_met"].split(", ")
            for handover in answered
            if handover["answer"] == "rejected" and reason in ("any", handover["rejection_reason"])
        ]
        for name in names:
            counts[name, reason] = (
                sum(name in met for met in rejected),
                len(rejected),
                sum(name in met for met in accepted),
                len(accepted),
            )
    return counts
