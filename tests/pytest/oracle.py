"""The default model said a second time, in plain Python, so that the SQL can be held against it.

It is written from the design and not from the models: it shares their lookup tables and nothing else. It takes raw rows
as dicts of text, reads every row of a lead again for each question, and knows no SQL, no windows and no nulls but None.
"""

import math
from collections import defaultdict
from datetime import datetime, timedelta

from oracle_facts import (
    ACTIVE,
    HAND_RAISES,
    LOOK_BACK,
    NO_REASON,
    Activity,
    History,
    Profile,
    later,
    moment,
    rounded,
    told_at,
    until,
)
from oracle_lookups import DEPARTMENTS, EXCLUDED_COUNTRIES, INDUSTRIES, MADE_UP_NAMES, RECYCLE, TARGET_COUNTRIES, TYPES, Row
from oracle_programs import programs

from lead_scoring.contract import COLUMNS

LIMITS = {"fit": 40, "engagement": 25, "intent": 35}
Verdict = dict[str, object]  # columns of the marts, the reasons as {(dimension, criterion): points} and the gates


def fit(who: Profile) -> dict[str, int]:
    return {
        "decides": 12 * (who.seniority in ("owner", "c_level", "vp")),
        "heads_department": 9 * (who.seniority == "director"),
        "manages_team": 6 * (who.seniority == "manager"),
        "in_target_department": 6 * (who.department in DEPARTMENTS),
        "company_51_to_1000": 10 * (51 <= who.people <= 1000),
        "company_over_1000": 7 * (who.people > 1000),
        "company_11_to_50": 5 * (11 <= who.people <= 50),
        "company_up_to_10": -8 * (who.people <= 10),
        "in_target_industry": 8 * (who.industry in INDUSTRIES),
        "in_target_country": 4 * (who.country in TARGET_COUNTRIES),
        "has_work_email": 4 * (who.mail_kind not in (None, "free_mail")),
        "studies_or_interns": -20 * (who.seniority == "student"),
    }


def engagement(did: History) -> dict[str, int]:
    this_week, before = did.days(*ACTIVE, days=7), did.days(*ACTIVE, days=28, until=7)
    subscribed = later(did.last("newsletter_subscribed"), did.last("unsubscribed"))
    shopping = ["product_viewed", "product_used", "pricing_page_viewed", "content_downloaded"]
    shopping += ["trial_started", "trial_activated"]
    only_careers = did.of("careers_page_viewed", days=30) and not did.of(*shopping, days=30)
    return {
        "attended_webinar": did.points(6, 12, "webinar_attended"),
        "registered_for_webinar": did.points(2, 4, "webinar_registered"),
        "downloaded_content": did.points(4, 10, "content_downloaded"),
        "met_at_event": did.points(8, 8, "event_attended"),
        "subscribed_to_newsletter": 2 * subscribed,
        "filled_in_form": did.points(3, 6, "form_submitted"),
        "clicks_emails": did.points(2, 6, "email_clicked"),
        "answers_us": did.points(6, 12, "email_replied", "call_connected", "chat_started", "meeting_booked"),
        "keeps_visiting": 5 * (did.days(*ACTIVE, days=30) >= 3),
        "getting_more_active": 3 * (this_week >= 2 and 3 * this_week > before),
        "unsubscribed": -8 * bool(did.of("unsubscribed", days=90)),
        "only_looks_for_a_job": -10 * bool(only_careers),
    }


def intent(who: Profile, did: History) -> dict[str, int]:
    cart = did.millionths("cart_item_added") - did.millionths("cart_item_removed")
    visits = {(view.content, view.at.date()) for view in did.of("product_viewed", days=14) if view.content}
    return {
        "asked_to_talk": did.points(25, 25, *HAND_RAISES),
        "started_trial": did.points(15, 15, "trial_started"),
        "activated_trial": did.points(12, 12, "trial_activated"),
        "uses_the_product": 8 * (did.days("product_used", days=14) >= 3),
        "downloaded_demo": did.points(12, 12, "demo_downloaded"),
        "reads_pricing": min(5 * did.days("pricing_page_viewed", days=30), 15),
        "compares_us": 6 * bool(did.of("comparison_page_viewed", days=30)),
        "told_us_a_need": 8 * who.has_need,
        "has_items_in_cart": max(0, min(rounded(12 * cart), 18)),
        "keeps_wish_list": did.points(6, 12, "wishlist_item_added"),
        "returns_to_product": 10 * (len(visits) > len({product for product, _ in visits})),
        "left_checkout": did.points(20, 20, "checkout_started"),
    }


def points_of(who: Profile, did: History) -> dict[str, dict[str, int]]:
    """By dimension, the points of every criterion; 0 where it is not met."""
    return {"fit": fit(who), "engagement": engagement(did), "intent": intent(who, did)}


def is_bounced(who: Profile, did: History) -> bool:
    came_back = bool(did.of("email_bounced")) and not later(did.last("email_delivered"), did.last("email_bounced"))
    return came_back or who.email_status == "bounced"


def has_raised_hand(did: History) -> bool:
    answered = any(name != "attempted" and did.asked_at and until(at) >= did.asked_at for name, at, _ in did.outcomes)
    return bool(did.of(*HAND_RAISES, days=30)) and not answered


def last_refusal(did: History) -> datetime | None:
    return max((at for _, at, _ in did.refusals), key=until, default=None)


def gates(who: Profile, did: History) -> dict[str, bool]:
    # A status has no day of its own: it is as old as the version of the lead that carries it.
    said = who.told_at if who.email_status == "spam_reported" else None
    marks = who.marks if who.told_at <= did.as_of else set()
    complained = max((moment for moment in (did.last("spam_reported"), said) if moment), default=None)
    return {
        "competitor": "competitor" in (who.domain_kind, who.mail_kind),
        "partner": "partner" in (who.domain_kind, who.mail_kind),
        "own_company_or_test": "own_company" in (who.domain_kind, who.mail_kind)
        or who.mail_kind == "disposable"
        or bool(who.names & MADE_UP_NAMES),
        "unreachable": is_bounced(who, did) and not who.phone,
        "reported_spam": complained is not None and not later(did.asked_at, complained),
        "not_sold_there": who.country in EXCLUDED_COUNTRIES,
        "customer_in_crm": "customer" in marks,
        "unqualified_in_crm": "unqualified" in marks,
    }


def grade_of(who: Profile, raw_fit: int, scores: dict[str, int]) -> str:
    is_known = not math.isnan(who.people) or bool(who.industry) or raw_fit < 0
    fit, interest = scores["fit"], scores["engagement"] + scores["intent"]
    letter = next((letter for letter, cut in zip("ABC", (30, 20, 10), strict=True) if fit >= cut), "UD"[is_known])
    return letter + next((digit for digit, cut in zip("123", (30, 20, 10), strict=True) if interest >= cut), "4")


def rules(scores: dict[str, int], letter: str, asks: bool, did: History, stays: bool = False) -> list[str]:
    """The rules whose condition to enter, or to stay, holds, by name. All but the first want activity in 21 days."""
    fit, engagement, intent = scores["fit"], scores["engagement"], scores["intent"]
    last = did.last(*ACTIVE)
    is_recent = last is not None and did.as_of - last <= timedelta(days=21)
    met = {
        "fair_fit_strong_intent": 10 <= fit <= 19
        and intent >= (10 if stays else 15)
        and engagement + intent >= (14 if stays else 20),
        "ideal_buyer_keeps_engaging": fit >= 30 and engagement >= (13 if stays else 18),
        "right_fit_and_intent": fit >= 20 and intent >= (7 if stays else 10),
        "unknown_fit_strong_intent": letter == "U" and intent >= (14 if stays else 20),
    }
    return sorted([rule for rule in met if met[rule] and is_recent] + ["hand_raised"] * (asks and letter != "D"))


def stage_of(did: History, is_out: bool, qualified: bool, changed: frozenset[str] = frozenset()) -> str:
    refused = last_refusal(did)
    since = {name for name, at, _ in did.outcomes if refused is None or at > until(refused)}
    resting = False
    if refused is not None:
        entry = min(entry for entry in did.refusals if entry[1] == refused)
        outcome, _, reason = entry
        period = RECYCLE["lost" if outcome == "lost" else reason.replace(NO_REASON, "other")]
        ends = refused + timedelta(days=int(period["days"])) if period["days"] else None
        ends = did.again.get(entry, ends)
        over = ends is not None and did.as_of >= ends
        resting = not over and not (period["ended_by_hand_raise"] == "yes" and later(did.asked_at, until(refused)))
        resting = resting and period["ended_by_change_of"] not in changed
    stages = {
        "customer": did.bought_at is not None,
        "opportunity": "opportunity_created" in since,
        "sql": "qualified" in since or {"accepted", "meeting_held"} <= since,
        "sal": "accepted" in since,
        "disqualified": is_out,
        "recycled": resting,
        "mql": qualified and (refused is None or later(did.last("intent"), until(refused))),
        "engaged": bool(did.of(*ACTIVE, days=90)),
    }
    return next((stage for stage, holds in stages.items() if holds), "lead")


def judge_lead(who: Profile, did: History) -> Verdict:
    points = points_of(who, did)
    raw = {dimension: sum(criteria.values()) for dimension, criteria in points.items()}
    scores = {dimension: min(max(raw[dimension], 0), limit) for dimension, limit in LIMITS.items()}
    for dimension in LIMITS:
        points[dimension]["limit"] = scores[dimension] - raw[dimension]
    grade, closed = grade_of(who, raw["fit"], scores), {gate for gate, is_met in gates(who, did).items() if is_met}
    asked, bought = did.asked_at, did.bought_at
    asks = has_raised_hand(did)
    met_rules, wants_it = rules(scores, grade[0], asks, did), scores["intent"] >= 20
    stage = stage_of(did, bool(closed), bool(met_rules))
    is_cold = bought and bought <= did.as_of - timedelta(days=30)
    is_ready = scores["fit"] >= 20 and (asks or wants_it)
    return {
        **{f"{dimension}_score": score for dimension, score in scores.items()},
        "lead_score": sum(scores.values()),
        "grade": grade,
        "reasons": {(part, name): got for part, criteria in points.items() for name, got in criteria.items() if got},
        "gates": closed,
        "stage": stage,
        "hand_raiser": asks and stage in ("mql", "sal", "sql", "engaged"),
        "sales_ready": is_ready and stage in ("mql", "sal", "sql"),
        "customer_is_back": stage == "customer" and (later(asked, bought) or bool(is_cold and wants_it)),
        "qualified_by": ", ".join(met_rules) or None,
    }


def known(
    leads: list[Row], activities: list[Row], sales_outcomes: list[Row], as_of: datetime
) -> dict[str, tuple[Profile, History]]:
    """Every lead of these raw rows that there is at as_of: who it is, and what happened to it."""
    versions, did, told = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in sorted(leads, key=told_at):
        if moment(row["created_at"]) < as_of:
            versions[row["lead_id"]].append(row)
    seen, columns, made_by_programs = set(), COLUMNS["activities"], programs(activities)
    for row in sorted(activities, key=lambda row: (row["occurred_at"], [row.get(name, "") for name in columns])):
        kind, at = row["activity_type"], moment(row["occurred_at"])
        # What is older than the look-back is not read at all, not even as the first copy of a repeated row.
        if row["activity_id"] not in seen and as_of - timedelta(days=LOOK_BACK) <= at < as_of:
            seen.add(row["activity_id"])
            signal = TYPES[kind]["signal"] if kind in TYPES else ""
            if signal in ACTIVE and row["activity_id"] in made_by_programs:
                continue
            did[row["lead_id"]].append(Activity(kind, signal, at, row.get("content_id", "")))
    for row in sales_outcomes:
        told[row["lead_id"]].append(row)
    newest = {lead: ([row for row in rows if told_at(row) <= as_of][-1:] or rows)[0] for lead, rows in versions.items()}
    return {lead: (Profile(row), History(did[lead], told[lead], as_of)) for lead, row in newest.items()}


def judge(leads: list[Row], activities: list[Row], sales_outcomes: list[Row], as_of: datetime) -> dict[str, Verdict]:
    """The verdict on every lead, with nothing remembered of it."""
    return {lead: judge_lead(*pair) for lead, pair in known(leads, activities, sales_outcomes, as_of).items()}
