"""Invented mails and visits of people and of programs, each activity marked with who made it. The same on every machine.

Written from how people and mail gateways behave, and not from the rules that are to tell them apart: their delays overlap on
purpose. The id of an activity begins with `human` or `program`, then its kind: "program all_links 1207".
"""

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta

LEADS = 1000
MAILS_EACH = 4
VISITS = 2000
FIRST_DAY = datetime(2026, 1, 5)
Row = dict[str, str]

BROWSERS = ["Mozilla/5.0 (Macintosh) Safari/605.1.15", "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/133.0.0.0"]
SAYS_SO = ["Barracuda Sentinel (EE)", "Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/120.0.0.0", "python-requests/2.31.0"]
# Of mailboxes, how many have whom before them. A kind is a way in which gateways look into the links of a mail.
GATEWAYS = {
    **{"": 70, "at_once": 5, "before_delivery": 3, "all_links": 8, "one_by_one": 3},
    **{"one_link": 4, "opens_first": 3, "says_who_it_is": 3, "much_later": 1},
}
VISITORS = {"reader": 60, "skimmer": 15, "reloads": 7, "tabs": 7, "restored_tabs": 1}
CRAWLERS = {"fast_crawler": 3, "steady_crawler": 4, "slow_crawler": 1, "named_crawler": 2}


@dataclass
class Mailbox:
    """A lead that gets mails: how soon it reads, whether its opens are seen, what stands before it."""

    lead_id: str
    draw: random.Random
    rows: list[Row] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.gateway = one_of(self.draw, GATEWAYS)
        self.pictures = self.draw.choices(["on", "off", "now and then"], [65, 20, 15])[0]
        self.proxy_opens = self.draw.random() < 0.3  # a mail program that fetches all pictures by itself
        self.is_quick = self.draw.random() < 0.08
        self.is_tracked = self.draw.random() < 0.6
        self.clicks_count_as_opens = self.draw.random() < 0.2

    def did(self, who: str, kind: str, at: datetime, content_id: str, agent: str = "") -> None:
        self.rows.append(activity(who, kind, self.lead_id, at, content_id, agent or BROWSERS[0], len(self.rows)))

    def gets(self, mail: str, delivered_at: datetime) -> None:
        self.did("sender", "email_delivered", delivered_at, mail)
        if self.gateway:
            self.is_scanned(mail, delivered_at)
        if self.draw.random() < (0.5 if self.gateway else 0.75):
            self.is_read(mail, delivered_at)

    def is_read(self, mail: str, delivered_at: datetime) -> None:
        """A person looks at the mail, most follow a link, few follow many."""
        draw, who = self.draw, f"human pictures {self.pictures}"
        median, spread = (40, 0.8) if self.is_quick else (2400, 2.0)
        seen_at = delivered_at + seconds(3 + around(draw, median, spread))
        with_pictures = self.pictures == "on" or (self.pictures == "now and then" and draw.random() < 0.5)
        if with_pictures:
            self.did(who, "email_opened", seen_at + seconds(draw.random()), mail)
            if self.proxy_opens:
                self.did(who, "email_opened", delivered_at + seconds(around(draw, 30, 1.5)), mail)
        if draw.random() < 0.2:
            return
        clicked_at = seen_at + seconds(1.5 + around(draw, 12, 0.9))
        links, gap = draw.choices([(1, 0), (2, 40), (2, 0), (draw.randint(3, 6), 1.5)], [80, 14, 3, 3])[0]
        at = clicked_at
        for _ in range(links):
            self.did(who, "email_clicked", at, mail)
            at += seconds(0.4 + around(draw, gap, 0.6) if gap else 0.3)
        if not with_pictures and self.clicks_count_as_opens:
            self.did("sender", "email_opened", clicked_at, mail)
        elif not with_pictures and draw.random() < 0.1:
            self.did(who, "email_opened", clicked_at + seconds(around(draw, 30, 1.0)), mail)
        if self.is_tracked:
            at = clicked_at + seconds(draw.uniform(0.5, 3))
            for page in range(draw.choice([1, 1, 2, 3, 5])):
                self.did("human after click", "page_viewed", at, f"/landing/{mail}/{page}")
                at += seconds(2 + around(draw, 25, 1.0))

    def is_scanned(self, mail: str, delivered_at: datetime) -> None:
        """A program follows links before the mail is shown to anybody."""
        draw, gateway = self.draw, self.gateway
        who, agent = f"program {gateway}", ""
        links, gap, delay = draw.choice([1, 1, 2, 4]), 0.5, draw.uniform(5, 60)
        if gateway == "at_once":
            delay = around(draw, 2, 0.6)
        elif gateway == "before_delivery":
            delay = -draw.uniform(0, 6)
        elif gateway == "all_links":
            links, gap, delay = draw.randint(3, 9), 0.1, draw.uniform(0, 60)
        elif gateway == "one_by_one":
            links, gap = draw.randint(3, 6), 1.2
        elif gateway == "opens_first":
            delay = around(draw, 12, 0.8)
            self.did(who, "email_opened", delivered_at + seconds(delay), mail)
            delay += draw.uniform(0.5, 4)
        elif gateway == "says_who_it_is":
            agent, delay = draw.choice(SAYS_SO), around(draw, 60, 1.5)
        elif gateway == "much_later":
            delay = draw.uniform(60, 900)
        at = delivered_at + seconds(delay)
        if draw.random() < 0.2:  # it runs the page that it lands on
            self.did(f"{who} landing", "page_viewed", at + seconds(draw.uniform(0.5, 3)), f"/landing/{mail}/0", agent)
        if self.clicks_count_as_opens and gateway != "opens_first":
            self.did("sender", "email_opened", at, mail)
        for _ in range(links):
            self.did(who, "email_clicked", at, mail, agent)
            at += seconds(around(draw, gap, 0.6))


def visit(draw: random.Random, number: int) -> Iterator[Row]:
    """The page views of one visit."""
    kind = one_of(draw, VISITORS | CRAWLERS)
    who = f"{'program' if kind in CRAWLERS else 'human'} {kind}"
    at = FIRST_DAY + timedelta(days=draw.random() * 40)
    # How many pages, then the least and the usual seconds from one to the next.
    pages, least, median, spread = {
        "reader": (draw.choice([1, 1, 2, 3, 4, 6, 10]), 1.5, 25, 1.0),
        "skimmer": (draw.randint(3, 20), 0.8, 4, 0.6),
        "reloads": (draw.randint(2, 6), 1.0, 15, 1.0),
        "tabs": (draw.randint(3, 10), 0.3, 1.0, 0.5),
        "restored_tabs": (draw.randint(3, 14), 0, 0.1, 0.8),
        "fast_crawler": (draw.randint(4, 60), 0.05, 0.3, 0.7),
        "steady_crawler": (draw.randint(8, 80), 0.3, draw.uniform(0.5, 4), 0.4),
        "slow_crawler": (draw.randint(15, 60), 2, 6, 0.5),
        "named_crawler": (draw.randint(2, 20), 0.5, 5, 1.0),
    }[kind]
    agent = draw.choice(SAYS_SO if kind == "named_crawler" else BROWSERS)
    step = 0
    for page in range(pages):
        for _ in range(draw.randint(2, 12) if kind == "reloads" and page == 0 else 1):
            yield activity(who, "page_viewed", f"visitor-{number}", at, f"/pages/{page}", agent, step)
            at += seconds(draw.uniform(0.1, 2) if kind == "reloads" and page == 0 else least + around(draw, median, spread))
            step += 1
        if kind in ("reader", "skimmer") and draw.random() < 0.1:  # both pixels of a page fire
            yield activity(who, "page_viewed", f"visitor-{number}", at, f"/pages/{page}", agent, step)
            step += 1


def activity(who: str, kind: str, lead_id: str, at: datetime, content_id: str, agent: str, number: int) -> Row:
    return {
        "activity_id": f"{who} {lead_id}-{number}",
        "lead_id": lead_id,
        "activity_type": kind,
        "occurred_at": at.isoformat(sep=" ", timespec="milliseconds"),
        "content_id": content_id,
        "user_agent": "" if kind == "email_delivered" else agent,
    }


def name_mail(row: Row) -> None:
    """Mails in the ways of four systems: by content; by campaign; by campaign, with the address clicked; address only."""
    lead, mail, is_click = row["lead_id"], row["content_id"], row["activity_type"] == "email_clicked"
    way = int(lead.rsplit("-", 1)[1]) % 4 if row["activity_type"].startswith("email_") else 0
    if way in (1, 2):
        row["campaign_id"], row["content_id"] = mail, ""
    if way in (2, 3) and is_click:
        row["content_id"] = f"https://www.brightfield.example/{mail}?link={row['activity_id'][-1]}"


def seconds(number: float) -> timedelta:
    return timedelta(seconds=number)


def around(draw: random.Random, median: float, spread: float) -> float:
    """Log-normal: half of all are above the median, and some far above."""
    return median * draw.lognormvariate(0, spread)


def one_of(draw: random.Random, shares: dict[str, int]) -> str:
    return draw.choices(list(shares), list(shares.values()))[0]


def plant(seed: int = 1) -> dict[str, list[Row]]:
    """The raw tables: who got mails, who visited, and all that happened."""
    draw = random.Random(seed)
    rows = []
    for number in range(LEADS):
        mailbox = Mailbox(f"reader-{number}", draw)
        for mail in range(MAILS_EACH):
            mailbox.gets(f"mail-{mail}", FIRST_DAY + timedelta(days=7 * mail, hours=9, seconds=draw.uniform(0, 1200)))
        rows += mailbox.rows
    for number in range(VISITS):
        rows += visit(draw, number)
    for row in rows:
        name_mail(row)
    leads = [{"lead_id": lead, "created_at": "2025-12-01"} for lead in dict.fromkeys(row["lead_id"] for row in rows)]
    return {"leads": leads, "activities": rows}
