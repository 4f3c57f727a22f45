"""What programs did, found among raw activities in plain Python, each pair of rows looked at again. See oracle.py."""

import csv
from collections import defaultdict
from datetime import datetime
from pathlib import Path

from oracle_lookups import Row

AGENTS = Path(__file__).parents[2] / "seeds/lookups/automated_agents.csv"


def second(row: Row) -> int:
    """Seconds since the year 1, the rest cut off."""
    return int((datetime.fromisoformat(row["occurred_at"]) - datetime.min).total_seconds())


def agents() -> list[str]:
    with AGENTS.open(encoding="utf-8") as file:
        return [row["value"].strip("%") for row in csv.DictReader(file)]


def clicked_by_program(click: Row, mail: list[Row], opens: list[Row]) -> str | None:
    """The rule that a click breaks, by all that happened with its mail and by the opens of the lead that no click made."""
    at = second(click)
    delivered = [second(row) for row in mail if row["activity_type"] == "email_delivered"]
    clicks = [second(row) for row in mail if row["activity_type"] == "email_clicked"]
    if any(abs(at - moment) <= 10 for moment in delivered):
        return "clicked_on_delivery"
    if any(sum(begin <= moment <= begin + 1 for moment in clicks) >= 3 for begin in (at - 1, at)):
        return "clicked_every_link"
    last = max((moment for moment in delivered if moment <= at), default=None)
    if last is None or at - last > 60:
        return None
    is_opened = any(row["activity_type"] == "email_opened" and last <= second(row) < at for row in mail)
    seen = [second(row) for row in opens]
    return "clicked_unopened" if not is_opened and any(moment < at or moment > at + 60 for moment in seen) else None


def too_fast(views: list[Row]) -> set[str]:
    """The views of any thirty seconds in which twelve pages are seen that were not seen in the thirty seconds before."""
    new = [
        not any(
            (second(other), other["activity_id"]) < (second(view), view["activity_id"])
            and other["content_id"] == view["content_id"]
            and second(view) - second(other) <= 30
            for other in views
        )
        for view in views
    ]
    found = set()
    for begin in {second(view) for view in views}:
        window = [place for place, view in enumerate(views) if begin <= second(view) <= begin + 30]
        if sum(new[place] for place in window) >= 12:
            found |= {views[place]["activity_id"] for place in window}
    return found


def mail_of(click: Row, sent: set[str]) -> tuple[str, str]:
    """What names the mail of a click: its content where mails of that name were sent, else its campaign, else nothing."""
    if click.get("content_id") in sent:
        return "content", click["content_id"]
    return ("campaign", click["campaign_id"]) if click.get("campaign_id") else ("lead", "")


def programs(activities: list[Row]) -> dict[str, str]:
    """The rule by which each activity that a program made is caught, by activity_id."""
    known, found, leads = agents(), {}, defaultdict(list)
    sent = {row.get("content_id") for row in activities if row["activity_type"] in ("email_delivered", "email_opened")} - {
        "",
        None,
    }
    for row in activities:
        leads[row["lead_id"]].append(row)
    for rows in leads.values():
        mails, opens, views = defaultdict(list), [], []
        clicks = {second(row) for row in rows if row["activity_type"] == "email_clicked"}
        for row in rows:
            if row["activity_type"] == "email_clicked":
                mails[mail_of(row, sent)].append(row)
            elif row["activity_type"] in ("email_delivered", "email_opened"):
                for name in {("content", row.get("content_id")), ("campaign", row.get("campaign_id")), ("lead", "")}:
                    mails[name].append(row)
            elif row.get("content_id") and row["activity_type"].endswith("viewed") and second(row) % 60:
                views.append(row)
        for row in rows:
            if row["activity_type"] == "email_opened" and second(row) not in clicks:
                opens.append(row)
        for row in rows:
            if row["activity_type"] == "email_clicked" and second(row) % 60:
                rule = clicked_by_program(row, mails[mail_of(row, sent)], opens)
                found |= {row["activity_id"]: rule} if rule else {}
        found |= dict.fromkeys(too_fast(views), "viewed_too_fast")
        named = [row for row in rows if any(word in row.get("user_agent", "").lower() for word in known)]
        found |= {row["activity_id"]: "known_agent" for row in named}
    return found
