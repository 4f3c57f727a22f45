"""Who a lead is and what it did, read again from its raw rows for each question: see oracle.py."""

import math
import re
from datetime import datetime, timedelta
from typing import NamedTuple

from oracle_lookups import COUNTRIES, DOMAINS, MONTHS, STATUS_WORDS, TITLE_WORDS, TYPES, Row

moment = datetime.fromisoformat
LOOK_BACK = 365
HAND_RAISES = ("demo_requested", "quote_requested", "contact_sales_requested")
ACTIVE = ("engagement", "intent")
REFUSALS = ("lost", "rejected")
NO_REASON = "~"  # comes after all reasons


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
        # The days that sales gave, by what it recorded; one that is not later is none.
        days = [(moment(row["contact_again_on"]) if row.get("contact_again_on") else datetime.min) for row in outcomes]
        self.again = {entry: day for day, entry in sorted(zip(days, told, strict=True)) if day > entry[1]}
        self.refusals = [entry for entry in self.outcomes if entry[0] in REFUSALS] + self.given_up()
        rejected = max((until(at) for name, at, _ in self.outcomes if name == "rejected"), default=datetime.min)
        self.everything = activities
        # A rejection wipes interest shown before it; complaints, deliveries and purchases remain facts.
        self.activities = [one for one in activities if one.signal not in ACTIVE or one.at > rejected]
        purchases = [self.last_outcome("won"), self.last("order_placed")]
        self.bought_at = max((at for at in purchases if at), default=None)
        self.asked_at = self.last(*HAND_RAISES)

    def given_up(self) -> list[tuple[str, datetime, str]]:
        """Every sixth attempt in a row, which says that the lead cannot be reached."""
        found, in_a_row = [], 0
        for outcome, at, _ in sorted(set(self.outcomes), key=lambda entry: (entry[1], entry[0])):
            if outcome not in ("attempted", "connected", "rejected"):
                break  # whom sales has accepted it gives up itself
            in_a_row = in_a_row + 1 if outcome == "attempted" else 0
            if in_a_row and in_a_row % 6 == 0:
                found.append((outcome, at, "unreachable"))
        return found

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


def until(at: datetime) -> datetime:
    """What is dated by day counts to the end of that day."""
    return at.replace(hour=23, minute=59, second=59) if at == datetime.combine(at, datetime.min.time()) else at


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
        self.told_at, self.created_at = told_at(row), moment(row["created_at"])
        self.seniority, self.department = title_says(row.get("job_title", ""))
        size = re.match(r"\d+", text.get("employee_count", "").replace(",", ""))  # of a range, its lower bound
        self.people = int(size[0]) if size else math.nan  # unknown is in no range
        self.industry = text.get("industry", "")
        self.country = COUNTRIES.get(text.get("country", ""))
        self.is_country_unread = bool(text.get("country")) and not self.country
        self.mailbox, _, mail_domain = text.get("email", "").partition("@")
        self.mail_kind = DOMAINS.get(mail_domain, "work") if mail_domain else None
        at_work = mail_domain if self.mail_kind not in ("free_mail", "disposable") else ""
        self.domain_kind = DOMAINS.get(text.get("company_domain", "") or at_work)
        self.names = {text.get("first_name", ""), text.get("last_name", "")}
        self.names |= {f"{text.get('first_name', '')} {text.get('last_name', '')}".strip(), self.mailbox}
        self.contact = text.get("email", ""), text.get("phone", "")
        self.phone, self.email_status = text.get("phone", ""), text.get("email_status", "")
        statuses = (re.sub(r"[\W_]+", " ", text.get(column, "")) for column in ("lifecycle_stage", "lead_status"))
        self.marks = {STATUS_WORDS.get(status.strip()) for status in statuses}
        months = MONTHS.get(text.get("purchase_timeframe", ""))
        self.has_need = bool(text.get("stated_need")) or (months is not None and months <= 3)
