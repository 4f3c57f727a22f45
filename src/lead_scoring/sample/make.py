"""Make the invented sample in seeds/raw again: `python -m lead_scoring.sample.make`.

The same seed gives the same files. The named leads come from stories and sales_stories, the dirt from dirt; the
crowd around them is drawn.
"""

import csv
import random
from datetime import datetime, timedelta

from lead_scoring.contract import COLUMNS
from lead_scoring.project import PROJECT
from lead_scoring.sample.dirt import add_dirt
from lead_scoring.sample.sales_stories import SALES_STORIES
from lead_scoring.sample.stories import STORIES, Story

AS_OF = datetime(2026, 3, 2, 8, 0, 0)
FOLDER = PROJECT / "seeds" / "raw"
Row = dict[str, str]
Tables = dict[str, list[Row]]

CAMPAIGNS = {
    "c-search": "paid_search",
    "c-social": "paid_social",
    "c-webinar": "events",
    "c-mail": "email",
    "c-fair": "events",
}
SOURCES = ["Organic Search", "Paid Search", "LinkedIn", "Direct", "Referral", "Webinar", "Newsletter", "Trade Show"]
FIRST = "Aisha Bruno Chen Dana Elif Finn Gita Hana Igor Jane Kofi Lena Marc Nora Omar Priya Rafa Sofia Tom Vera".split()
LAST = "Adler Bauer Cruz Diaz Evans Fischer Gupta Hansen Ito Jensen Khan Lopez Meyer Nowak Park Rossi Silva Wong".split()
COMPANIES = "Alder Basalt Cobalt Dovetail Ember Flint Garnet Heron Indigo Juniper Kestrel Larch Maple Nimbus".split()
TITLES = """Marketing Manager|VP Sales|Director of Demand Generation|CEO & Co-Founder|Data Analyst|Student|Head of Marketing
Sales Manager|Account Executive|CTO|Revenue Operations Lead|Founder|Marketing Specialist|Executive Assistant to the CEO
IT Manager|HR Business Partner|Chief Marketing Officer|Growth Hacker|Intern, Marketing|Procurement Manager|Wizard
Director, Business Intelligence|Product Manager|Owner|Engineer|""".replace("\n", "|").split("|")
INDUSTRIES = ["Computer Software", "Retail", "Financial Services", "Education", "Insurance", "Internet", "", "Select"]
SIZES = ["8", "11-50", "51-200", "201-500", "501-1,000", "1,001-5,000", "10,001 or more", "25", "340", "", "unknown"]
COUNTRIES = ["US", "usa", "GB", "Germany", "DE", "FR", "Sweden", "IN", "BR", "NL", "Canada", ""]
JOURNEYS = {
    "silent": [],
    "reader": ["page_viewed", "page_view", "page_viewed", "content_downloaded", "newsletter_signup"],
    "mail reader": ["email_delivered", "email_opened", "email_clicked", "email_delivered", "email_opened"],
    "webinar guest": ["webinar_registered", "webinar_attended", "page_viewed", "email_replied"],
    "evaluator": ["pricing_page_viewed", "comparison_page_viewed", "demo_downloaded", "Pricing View", "page_viewed"],
    "trial user": ["trial_started", "trial_activated", "app_login", "app_login", "product_used", "page_viewed"],
    "shopper": ["product_viewed", "product_viewed", "add_to_cart", "wishlist_item_added", "begin_checkout"],
    "hand-raiser": ["pricing_page_viewed", "demo_requested", "page_viewed"],
    "fair visitor": ["event_attended", "form_submitted", "social_engaged", "ad_clicked"],
    "leaver": ["email_delivered", "unsubscribe", "page_viewed", "careers_page_viewed"],
}
TOPICS = {
    "product_viewed": ["/products/oak-desk", "/products/lamp", "/products/rug"],
    "content_downloaded": ["paper-attribution", "paper-forecasting", "case-study-retail"],
    "webinar_attended": ["webinar-attribution", "webinar-scoring"],
    "webinar_registered": ["webinar-attribution", "webinar-scoring"],
    "page_viewed": ["/", "/blog/lead-scoring", "/blog/attribution", "/features", "/docs/install"],
}


def at(days_ago: float) -> str:
    return (AS_OF - timedelta(days=days_ago)).strftime("%Y-%m-%d %H:%M:%S")


def add_stories(tables: Tables, stories: list[Story]) -> None:
    for story in stories:
        first = max([age for _, age, _ in story.activities + story.outcomes], default=30.0)
        created = at(max(first, 30.0) + 1)
        tables["leads"].append(
            {"lead_id": story.lead_id, "created_at": created, "lead_source": "Organic Search", **story.attributes}
        )
        for number, (kind, age, content) in enumerate(story.activities, start=1):
            activity_id = f"{story.lead_id}-{number:02d}"
            row = {"activity_type": kind, "occurred_at": at(age), "content_id": content}
            tables["activities"].append({"activity_id": activity_id, "lead_id": story.lead_id, **row})
        for outcome, age, reason in story.outcomes:
            row = {"outcome": outcome, "occurred_at": at(age), "reason": reason, "owner_id": "rep-1"}
            tables["sales_outcomes"].append({"lead_id": story.lead_id, **row})
        if story.request:
            tables["privacy_requests"].append(story.request | {"requested_at": at(20)})


def draw_lead(draw: random.Random, number: int) -> Row:
    first, last, company = draw.choice(FIRST), draw.choice(LAST), draw.choice(COMPANIES)
    domain = draw.choice([f"{company.lower()}{number}.com", f"{company.lower()}{number}.com", "gmail.com", "gmx.de"])
    return {
        "lead_id": f"lead-{number:03d}",
        "created_at": at(draw.uniform(2, 330)),
        "email": draw.choice([f"{first}.{last}{number}@{domain}", f" {first}{number}@{domain.upper()} "]),
        "first_name": first,
        "last_name": last,
        "phone": draw.choice(["", f"+1 555 01{number:03d}", f"+49 30 90{number:03d}"]),
        "job_title": draw.choice(TITLES),
        "company_name": f"{company} {number}" if "@" in domain or domain.startswith(company.lower()) else "",
        "industry": draw.choice(INDUSTRIES),
        "employee_count": draw.choice(SIZES),
        "annual_revenue": draw.choice(["", "1,200,000", "350000.50"]),
        "country": draw.choice(COUNTRIES),
        "lead_source": draw.choice(SOURCES),
        "landing_page": draw.choice(TOPICS["page_viewed"]),
        "campaign_id": draw.choice(["", *CAMPAIGNS]),
        "owner_id": draw.choice(["", "rep-1", "rep-2", "rep-3"]),
        "marketing_consent": draw.choice(["opted_in", "opted_in", "unknown", "opted_out"]),
        "purchase_timeframe": draw.choice(["", "", "", "1-3 months", "over 12 months"]),
    }


def add_crowd(tables: Tables, draw: random.Random) -> None:
    for number in range(1, 261):
        lead = draw_lead(draw, number)
        tables["leads"].append(lead)
        created = (AS_OF - datetime.fromisoformat(lead["created_at"])) / timedelta(days=1)
        visits = 0
        for journey in draw.sample(list(JOURNEYS), k=draw.choice([0, 1, 1, 2])):
            begun = draw.uniform(0.2, created)
            for kind in JOURNEYS[journey] * draw.choice([2, 5, 8, 12]):
                age = begun - draw.expovariate(1 / 4)
                if age < 0:
                    break
                begun = age
                visits += 1
                content = draw.choice(TOPICS.get(kind, [""]))
                row = {"activity_type": kind, "occurred_at": at(begun), "content_id": content}
                row |= {"session_id": f"s{number}-{int(begun)}", "duration_seconds": str(draw.randint(5, 400))}
                activity_id = f"a-{number:03d}-{visits:03d}"
                tables["activities"].append({"activity_id": activity_id, "lead_id": lead["lead_id"], **row})
            if journey == "hand-raiser" and draw.random() < 0.8:
                answered = {"outcome": "connected", "occurred_at": at(begun / 2), "owner_id": "rep-1"}
                tables["sales_outcomes"].append({"lead_id": lead["lead_id"], **answered})
        add_sales_story(tables, draw, lead, created)


def add_sales_story(tables: Tables, draw: random.Random, lead: Row, created: float) -> None:
    paths = [
        ["attempted", "connected", "accepted"],
        ["attempted", "accepted", "meeting_held"],
        ["accepted", "meeting_held", "qualified", "opportunity_created"],
        ["accepted", "qualified", "opportunity_created", "won"],
        ["accepted", "opportunity_created", "lost"],
        ["attempted", "rejected"],
        ["rejected"],
    ]
    if draw.random() > 0.2:
        return
    age = draw.uniform(created / 4, created)
    for outcome in draw.choice(paths):
        reasons = ["bad_timing", "no_budget", "not_a_fit", "unreachable", "duplicate", ""]
        reason = draw.choice(reasons) if outcome in ("rejected", "lost") else ""
        amount = str(draw.randint(2, 40) * 500) if outcome in ("opportunity_created", "won") else ""
        row = {"outcome": outcome, "occurred_at": at(age), "reason": reason, "amount": amount}
        tables["sales_outcomes"].append({"lead_id": lead["lead_id"], "owner_id": lead["owner_id"], **row})
        age = max(age - draw.uniform(1, 15), 0.02)


def add_campaigns_and_content(tables: Tables, draw: random.Random) -> None:
    for campaign, channel in CAMPAIGNS.items():
        for month in range(12):
            spent = {"spend_date": at(15 + 30 * month)[:10], "amount": f"{draw.randint(200, 4000)}.50"}
            tables["campaign_spend"].append({"campaign_id": campaign, "channel": channel, **spent})
    content = """paper-attribution|Attribution without tears|whitepaper|attribution|consideration|decision|no_budget
paper-forecasting|Forecasting for small teams|whitepaper|forecasting|awareness|use|
case-study-retail|How a retailer halved its response time|case_study|lead scoring|decision|decision|bad_timing
guide-scoring|A scoring model your sellers trust|guide|lead scoring|consideration|use|not_a_fit
guide-budget|What attribution costs, and what it saves|guide|attribution|decision|budget|no_budget
guide-integration|Connect your warehouse in an afternoon|guide|integration|decision|technical|
webinar-attribution|Webinar: which channel earned it?|webinar|attribution|awareness|use|
webinar-scoring|Webinar: points that mean something|webinar|lead scoring|consideration|decision|
/products/oak-desk|Oak desk|product|desks|decision||
/products/lamp|Reading lamp|product|lamps|decision||
/products/rug|Wool rug|product|rugs|decision||
/blog/lead-scoring|Why this score?|page|lead scoring|awareness||
/blog/attribution|Last touch lies|page|attribution|awareness||"""
    for line in content.splitlines():
        tables["content"].append(dict(zip(COLUMNS["content"], line.split("|"), strict=True)))


def main() -> None:
    draw = random.Random(20260302)
    tables: Tables = {table: [] for table in COLUMNS}
    add_stories(tables, STORIES + SALES_STORIES)
    add_crowd(tables, draw)
    add_campaigns_and_content(tables, draw)
    add_dirt(tables, at)
    FOLDER.mkdir(parents=True, exist_ok=True)
    for table, rows in tables.items():
        with (FOLDER / f"sample_{table}.csv").open("w", newline="", encoding="utf-8") as file:
            writer = csv.DictWriter(file, COLUMNS[table], lineterminator="\n", restval="")
            writer.writeheader()
            writer.writerows(rows)
        print(f"{table:18} {len(rows):6,} rows")


if __name__ == "__main__":
    main()
