"""The default model said a second time, in plain Python, so that the SQL can be held against it.

It is written from the design and not from the models: it shares their lookup tables and nothing else. It takes raw rows
as dicts of text, reads every row of a lead again for each question, and knows no SQL, no windows and no nulls but None.
"""

import csv
import math
import re
from collections import defaultdict
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from tools.contract import COLUMNS

moment = datetime.fromisoformat
LOOKUPS = Path(__file__).parents[2] / "seeds" / "lookups"
LOOK_BACK = 365
LIMITS = {"fit": 40, "engagement": 25, "intent": 35}
HAND_RAISES = ("demo_requested", "quote_requested", "contact_sales_requested")
ACTIVE = ("engagement", "intent")
REFUSALS = ("lost", "rejected")
NO_REASON = "~"  # comes after all reasons
Row = dict[str, str]
Verdict = dict[str, object]  # columns of the marts, the reasons as {(dimension, criterion): points} and the gates


def lookup(name: str) -> dict[str, Row]:
    with (LOOKUPS / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return {row["value"]: row for row in csv.DictReader(file)}


TYPES, RECYCLE, TITLE_WORDS = lookup("activity_types"), lookup("recycle_periods"), lookup("job_title_words")
DOMAINS = {value: row["kind"] for value, row in lookup("company_domains").items()}
INDUSTRIES = {value for value, row in lookup("target_industries").items() if row["is_target"] == "yes"}
DEPARTMENTS = {value for value, row in lookup("target_departments").items() if row["is_target"] == "yes"}
COUNTRIES = {value: row["country"] for value, row in lookup("country_names").items()}
MONTHS = {value: int(row["months"]) for value, row in lookup("purchase_timeframes").items()}
TARGET_COUNTRIES, EXCLUDED_COUNTRIES = set(lookup("target_countries")), set(lookup("excluded_countries"))
MADE_UP_NAMES = set(lookup("made_up_names"))


class Activity(NamedTuple):
    kind: str
    signal: str
    at: datetime
    content: str


class History:
    """What one lead did and what sales recorded, as known at as_of."""

    def __init__(self, activities: list[Activity], outcomes: list[Row], as_of: datetime) -> None:
        self.as_of = as_of
        told = [(row["outcome"], moment(row["occurred_at"]), row.get("reason") or NO_REASON) for row in outcomes]
        self.outcomes = [entry for entry in told if entry[1] < as_of]
        rejected = self.last_outcome("rejected") or datetime.min
        # A rejection wipes interest shown before it; complaints, deliveries and purchases remain facts.
        self.activities = [one for one in activities if one.signal not in ACTIVE or one.at > rejected]
        purchases = [self.last_outcome("won"), self.last("order_placed")]
        self.bought_at = max((at for at in purchases if at), default=None)
        self.asked_at = self.last(*HAND_RAISES)

    def of(self, *kinds: str, days: int = LOOK_BACK, until: int = 0) -> list[Activity]:
        """Activities of these kinds or signals with as_of - days <= occurred_at < as_of - until."""
        first, last = self.as_of - timedelta(days=days), self.as_of - timedelta(days=until)
        return [one for one in self.activities if first <= one.at < last and (one.kind in kinds or one.signal in kinds)]

    def days(self, *kinds: str, days: int, until: int = 0) -> int:
        return len({one.at.date() for one in self.of(*kinds, days=days, until=until)})

    def last(self, *kinds: str) -> datetime | None:
        return max((one.at for one in self.of(*kinds)), default=None)

    def points(self, factor: int, cap: int, *kinds: str) -> int:
        """factor times the decayed weight, rounded half up, at most cap."""
        return min(rounded(factor * self.millionths(*kinds)), cap)

    def millionths(self, *kinds: str) -> int:
        """The decayed weight, in whole millionths for each activity."""
        ages = [((self.as_of - one.at).total_seconds(), TYPES[one.kind]["half_life_days"]) for one in self.of(*kinds)]
        return sum(math.floor(1_000_000 * 0.5 ** (age / (86400.0 * int(half_life))) + 0.5) for age, half_life in ages)

    def last_outcome(self, outcome: str) -> datetime | None:
        return max((at for name, at, _ in self.outcomes if name == outcome), default=None)


def rounded(millionths: int) -> int:
    return (millionths + 500_000) // 1_000_000


def told_at(lead: Row) -> datetime:
    return moment(lead.get("updated_at") or lead["created_at"])


def later(one: datetime | None, other: datetime | None) -> bool:
    """One happened, and nothing of the other happened since."""
    return one is not None and (other is None or one > other)


def title_says(title: str) -> tuple[str | None, str | None]:
    """Seniority and department: of the words in a title, the lowest rank that tells one decides."""
    text = " ".join(["", *re.findall(r"\w+", title.lower()), ""])
    words = [row for word, row in TITLE_WORDS.items() if f" {word} " in text]
    words.sort(key=lambda row: (int(row["rank"]), row["value"]))
    seniority = next((row["seniority"] for row in words if row["seniority"]), None)
    return seniority, next((row["department"] for row in words if row["department"]), None)


class Profile:
    """Who a lead is: one version of its attributes, looked up."""

    def __init__(self, row: Row) -> None:
        text = {column: value.strip().lower() for column, value in row.items()}
        self.told_at = told_at(row)
        self.seniority, self.department = title_says(row.get("job_title", ""))
        size = re.match(r"\d+", text.get("employee_count", "").replace(",", ""))  # of a range, its lower bound
        self.people = int(size[0]) if size else math.nan  # unknown is in no range
        self.industry = text.get("industry", "")
        self.country = COUNTRIES.get(text.get("country", ""))
        self.mailbox, _, mail_domain = text.get("email", "").partition("@")
        self.mail_kind = DOMAINS.get(mail_domain, "work") if mail_domain else None
        at_work = mail_domain if self.mail_kind not in ("free_mail", "disposable") else ""
        self.domain_kind = DOMAINS.get(text.get("company_domain", "") or at_work)
        self.names = {text.get("first_name", ""), text.get("last_name", "")}
        self.names |= {f"{text.get('first_name', '')} {text.get('last_name', '')}".strip(), self.mailbox}
        self.phone, self.email_status = text.get("phone", ""), text.get("email_status", "")
        months = MONTHS.get(text.get("purchase_timeframe", ""))
        self.has_need = bool(text.get("stated_need")) or (months is not None and months <= 3)


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


def gates(who: Profile, did: History) -> dict[str, bool]:
    bounced = bool(did.of("email_bounced")) and not later(did.last("email_delivered"), did.last("email_bounced"))
    # A status has no day of its own: it is as old as the version of the lead that carries it.
    said = who.told_at if who.email_status == "spam_reported" else None
    complained = max((moment for moment in (did.last("spam_reported"), said) if moment), default=None)
    return {
        "competitor": "competitor" in (who.domain_kind, who.mail_kind),
        "partner": "partner" in (who.domain_kind, who.mail_kind),
        "own_company_or_test": "own_company" in (who.domain_kind, who.mail_kind)
        or who.mail_kind == "disposable"
        or bool(who.names & MADE_UP_NAMES),
        "unreachable": (bounced or who.email_status == "bounced") and not who.phone,
        "reported_spam": complained is not None and not later(did.asked_at, complained),
        "not_sold_there": who.country in EXCLUDED_COUNTRIES,
    }


def grade_of(who: Profile, raw_fit: int, scores: dict[str, int]) -> str:
    is_known = not math.isnan(who.people) or bool(who.industry) or raw_fit < 0
    fit, interest = scores["fit"], scores["engagement"] + scores["intent"]
    letter = next((letter for letter, cut in zip("ABC", (30, 20, 10), strict=True) if fit >= cut), "UD"[is_known])
    return letter + next((digit for digit, cut in zip("123", (30, 20, 10), strict=True) if interest >= cut), "4")


def rules(scores: dict[str, int], letter: str, has_raised_hand: bool) -> list[str]:
    """The rules whose entering condition holds, by name."""
    fit, engagement, intent = scores["fit"], scores["engagement"], scores["intent"]
    met = {
        "fair_fit_strong_intent": 10 <= fit <= 19 and intent >= 15 and engagement + intent >= 20,
        "hand_raised": has_raised_hand and letter != "D",
        "ideal_buyer_keeps_engaging": fit >= 30 and engagement >= 18,
        "right_fit_and_intent": fit >= 20 and intent >= 10,
        "unknown_fit_strong_intent": letter == "U" and intent >= 20,
    }
    return sorted(rule for rule, is_met in met.items() if is_met)


def stage_of(did: History, is_out: bool, qualified: bool) -> str:
    refused = max((at for name, at, _ in did.outcomes if name in REFUSALS), default=None)
    since = {name for name, at, _ in did.outcomes if refused is None or at > refused}
    resting = False
    if refused is not None:
        outcome, _, reason = min(entry for entry in did.outcomes if entry[0] in REFUSALS and entry[1] == refused)
        period = RECYCLE["lost" if outcome == "lost" else reason.replace(NO_REASON, "other")]
        over = bool(period["days"]) and did.as_of >= refused + timedelta(days=int(period["days"]))
        resting = not over and not (period["ended_by_hand_raise"] == "yes" and later(did.asked_at, refused))
    stages = {
        "customer": did.bought_at is not None,
        "opportunity": "opportunity_created" in since,
        "sql": "qualified" in since or {"accepted", "meeting_held"} <= since,
        "sal": "accepted" in since,
        "disqualified": is_out,
        "recycled": resting,
        "mql": qualified and (refused is None or later(did.last("intent"), refused)),
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
    answered = any(name != "attempted" and at >= asked for name, at, _ in did.outcomes) if asked else False
    has_raised_hand = bool(did.of(*HAND_RAISES, days=30)) and not answered
    met_rules, wants_it = rules(scores, grade[0], has_raised_hand), scores["intent"] >= 20
    stage = stage_of(did, bool(closed), bool(met_rules))
    is_cold = bought and bought <= did.as_of - timedelta(days=30)
    is_ready = scores["fit"] >= 20 and (has_raised_hand or wants_it)
    return {
        **{f"{dimension}_score": score for dimension, score in scores.items()},
        "lead_score": sum(scores.values()),
        "grade": grade,
        "reasons": {(part, name): got for part, criteria in points.items() for name, got in criteria.items() if got},
        "gates": closed,
        "stage": stage,
        "hand_raiser": has_raised_hand and stage in ("mql", "sal", "sql", "engaged"),
        "sales_ready": is_ready and stage in ("mql", "sal", "sql"),
        "customer_is_back": stage == "customer" and (later(asked, bought) or bool(is_cold and wants_it)),
        "qualified_by": ", ".join(met_rules) or None,
    }


def judge(leads: list[Row], activities: list[Row], sales_outcomes: list[Row], as_of: datetime) -> dict[str, Verdict]:
    """The verdict on every lead of these raw rows."""
    versions, did, told = defaultdict(list), defaultdict(list), defaultdict(list)
    for row in sorted(leads, key=told_at):
        versions[row["lead_id"]].append(row)
    seen, columns = set(), COLUMNS["activities"]
    for row in sorted(activities, key=lambda row: (row["occurred_at"], [row.get(name, "") for name in columns])):
        kind, at = row["activity_type"], moment(row["occurred_at"])
        # What is older than the look-back is not read at all, not even as the first copy of a repeated row.
        if row["activity_id"] not in seen and as_of - timedelta(days=LOOK_BACK) <= at < as_of:
            seen.add(row["activity_id"])
            signal = TYPES[kind]["signal"] if kind in TYPES else ""
            did[row["lead_id"]].append(Activity(kind, signal, at, row.get("content_id", "")))
    for row in sales_outcomes:
        told[row["lead_id"]].append(row)
    newest = {lead: ([row for row in rows if told_at(row) <= as_of][-1:] or rows)[0] for lead, rows in versions.items()}
    return {lead: judge_lead(Profile(row), History(did[lead], told[lead], as_of)) for lead, row in newest.items()}
