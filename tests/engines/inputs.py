"""Input made for the comparison of engines: awkward text, typed tables, a web shop's events, accounts of two vendors."""

import csv
from collections.abc import Iterable
from pathlib import Path

import duckdb

from benchmarks.generate import AS_OF, generate
from lead_scoring.contract import COLUMNS
from tests.hubspot_case import make_hubspot
from tests.salesforce import make_salesforce

# All at once: a build costs Spark minutes, and several connectors side by side are a case of their own.
INPUTS = {
    "connectors": ["tables", "web_events", "hubspot", "salesforce"],
    "raw_schema": "crm",
    "as_of": AS_OF,
    "include_anonymous_leads": True,
}
SCHEMAS = ["crm", "analytics_raw", "hubspot", "salesforce"]

# Texts that a loader, a cast or a pattern may trip over; each is some lead's every text.
AWKWARD = [
    "  \t padded\u00a0 ",
    "\ttab\tinside\t",
    "two\nlines\n",
    "\u00a0",
    "   ",
    "O'Brien ''quoted'' \"double\"",
    "back\\slash\\",
    "100% _under_ %",
    "emoji \U0001f600 Zoë Ångström 東京",
    "NULL",
    "null",
    "None",
    "N/A",
    "a, b; c | d",
    "{{ ref('leads') }} $body$ %s -- ; drop table leads",
]
PAGES = [
    "HTTPS://Www.Acme.example:8443/Pricing/?a=1#top",
    "acme.example/careers",
    "//acme.example/us-vs-them",
    "www.acme.example",
    "plans",
    "/caf\u00e9%20\\path/",
    "?only=query",
]
FORMS = [
    "Demande d\u2019un devis",
    "Demande d'une d\u00e9mo !",
    "DE \u2013 Angebot\u00a0anfordern (2026)",
    "Prze\u015blij: um\u00f3w spotkanie",
    "\u201eKostenlos testen\u201c",
    "Live Demo",
]
ADDRESSES = ["ADA.Okafor@Northwind.io", " ada.okafor@northwind.io", "nobody@nowhere.example", "o'brien@nowhere.example", "@"]
AGENTS = ["Mozilla/5.0 (compatible; Googlebot/2.1)", "Mozilla/5.0 (Macintosh) Safari/605.1.15"]
EVENT = ["client_id", "page_url", "referrer", "timestamp", "event_name", "event_data", "user_agent", "unreadable_line"]
PAYLOADS = [
    '{"user_email": "' + "ab" * 32 + '", "more": {"a": [1, 2]}}',
    '{"user_email": "zo\\u00eb@shop.example"}',
    '{"user_email": null, "revenue": null}',
    '{"revenue": 245.5}',
    '{"revenue": "1,245.50"}',
    '{"revenue": true, "user_email": ""}',
    '["user_email"]',
    '"user_email"',
    "{no json",
    "",
    None,
]


def awkward_leads() -> list[dict[str, str]]:
    """A lead for each awkward text, in every column but its id and its times; and one whose id is that text."""
    texts = [name for name in COLUMNS["leads"] if name not in ("lead_id", "created_at", "updated_at")]
    rows = [
        {"lead_id": f"awkward-{number}", "created_at": "2025-11-01"} | dict.fromkeys(texts, text)
        for number, text in enumerate(AWKWARD)
    ]
    return rows + [{"lead_id": text, "created_at": "2025-11-01T10:00:00.5+05:30", "first_name": text} for text in AWKWARD]


def awkward_activities() -> list[dict[str, str]]:
    """An activity for each awkward text in the place of its type, page, form and lead, and for names of each of them."""
    written = [
        *[dict.fromkeys(("activity_type", "page_url", "form_name", "lead_id"), text) for text in AWKWARD],
        *[{"activity_type": "Page View", "page_url": page} for page in PAGES],
        *[{"activity_type": "Form Submission", "form_name": form} for form in FORMS],
        *[{"activity_type": "page_viewed", "lead_id": address} for address in ADDRESSES],
    ]
    return [
        {"activity_id": f"awkward-{number}", "lead_id": "right_fit_demo_and_pricing", "occurred_at": "2026-02-20 10:00:00"}
        | row
        for number, row in enumerate(written)
    ]


def append_awkward_rows(project: Path) -> None:
    """To the seeds of a copy of the project."""
    for table, rows in {"leads": awkward_leads(), "activities": awkward_activities()}.items():
        with (project / "seeds" / "raw" / f"sample_{table}.csv").open("a", newline="", encoding="utf-8") as file:
            csv.DictWriter(file, COLUMNS[table], restval="", lineterminator="\n").writerows(rows)


def make_inputs(warehouse: Path, folder: Path) -> None:
    make_typed_tables(warehouse, folder)
    make_web_events(warehouse)
    make_hubspot(warehouse)
    make_salesforce(warehouse)


def make_typed_tables(warehouse: Path, folder: Path) -> None:
    """Raw tables in the schema crm of a DuckDB file: moments with and without zone, days, numbers of every kind, text."""
    generate(2_000, 30_000, folder)
    with duckdb.connect(warehouse) as connection:
        connection.execute("set timezone = 'UTC'")
        connection.execute(f"""
            create schema crm;
            create table crm.raw_leads as
            select
                * replace (
                    cast(updated_at as timestamptz) as updated_at,
                    cast(annual_revenue as decimal(18, 3)) + 0.125 as annual_revenue
                ),
                lead_id like '%7' as do_not_call,
                cast(null as varchar) as lifecycle_stage,
                cast(null as varchar) as lead_status
            from '{folder}/raw_leads.parquet';
            create table crm.raw_activities as
            select * replace (
                cast(occurred_at as timestamptz) as occurred_at, cast(duration_seconds as smallint) as duration_seconds
            ) from '{folder}/raw_activities/*.parquet';
            create table crm.raw_sales_outcomes as
            select * replace (cast(occurred_at as date) as occurred_at, cast(amount as double) as amount)
            from '{folder}/raw_sales_outcomes.parquet';
            create table crm.raw_campaign_spend as
            select 'campaign-' || n as campaign_id, 'paid_search' as channel,
                cast('2025-12-1' || n as date) as spend_date, n * 12.345 as amount
            from range(10) as days(n);
            create table crm.raw_privacy_requests as
            select lead_id, case when n % 2 = 0 then 'erasure' else 'profiling_objection' end as request,
                timestamp '2025-12-01 12:00:00.123456' as requested_at
            from (select lead_id, row_number() over (order by lead_id) as n from crm.raw_leads where lead_id like '%0');
        """)
        for row in awkward_leads():
            given = {
                name: text for name, text in row.items() if name not in ("annual_revenue", "vendor_score", "do_not_call")
            }
            places = ", ".join("?" for _ in given)
            connection.execute(f"insert into crm.raw_leads ({', '.join(given)}) values ({places})", list(given.values()))


def make_web_events(warehouse: Path) -> None:
    """The table that the loader would make of the files of a web shop."""
    with duckdb.connect(warehouse) as connection:
        columns = ", ".join(f"{name} varchar" for name in EVENT)
        connection.execute(f"create schema analytics_raw; create table analytics_raw.web_events ({columns})")
        connection.executemany("insert into analytics_raw.web_events values (?, ?, ?, ?, ?, ?, ?, ?)", list(web_events()))


def web_events() -> Iterable[tuple[str | None, ...]]:
    """Events of visitors whose payloads and addresses are well made, and not."""
    for number, payload in enumerate(PAYLOADS):
        for place, name in enumerate(
            ["page_viewed", "email_filled_on_popup", "product_added_to_cart", "checkout_completed"]
        ):
            url = f"https://www.Shop.example/products/oak-{number}/?utm_source=new%20s&utm_campaign=c{number}#top"
            referrer = ["", "https://search.example/?q=x", "https://bad\\", "https://100%_.example"][number % 4]
            at = f"2025-12-31T{8 + number:02}:0{place}:00.{number}Z"
            yield (f"visitor-{number}", url, referrer, at, name, payload, AGENTS[number % 5 > 0], None)
    for place, text in enumerate(AWKWARD):
        yield (text, f"/{text}?utm_source={text}", text, f"2025-12-31T21:{place:02}:00Z", "page_viewed", text, text, None)
    yield (None, None, None, None, None, None, None, "a line, that could not\tbe taken apart")
