"""The real week of a web shop, and small ones made for a purpose: every event accounted for, no purchase behind a score."""

import csv
import gzip
import json
from pathlib import Path

import pytest
from conftest import PROJECT, WITHOUT_REPORTS, Marts, copy_of_project, dbt, results

from lead_scoring.load.into_tables import load_folder

# Whole runs, one after another.
pytestmark = pytest.mark.slow

WEEK = PROJECT.parent / "shared" / "data" / "web_shop_events"
COLUMNS = ["client_id", "page_url", "referrer", "timestamp", "event_name", "event_data", "user_agent"]
HASH = "ab" * 32


def build_web(folder: Path, project: Path, monkeypatch, **variables: object) -> Marts:
    copy_of_project(project)
    monkeypatch.setenv("DUCKDB_PATH", str(project / "warehouse.duckdb"))
    load_folder("web_events", folder)
    variables = {"connectors": ["web_events"], "as_of": "2025-03-02", "include_anonymous_leads": True} | variables
    result = dbt(project, "build", "--exclude-resource-type", "unit_test", *WITHOUT_REPORTS, **variables)
    assert result.success, [node.message for node in result.result or [] if node.status not in ("pass", "success")]
    return Marts(project / "warehouse.duckdb")


def scores(marts: Marts) -> dict[str, tuple]:
    columns = ("fit_score", "engagement_score", "intent_score", "grade")
    return {lead: tuple(row[name] for name in columns) for lead, row in marts.by_lead("lead_scores").items()}


def write_day(folder: Path, name: str, events: list[dict[str, str]], columns: list[str] = COLUMNS) -> None:
    with (folder / name).open("w", newline="") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore")
        writer.writeheader()
        writer.writerows(events)


def event(client: str, at: str, name: str = "page_viewed", path: str = "/", **more: str) -> dict[str, str]:
    return {
        **{"client_id": client, "page_url": f"https://shop.example{path}", "timestamp": f"2025-03-01T{at}Z"},
        **{"event_name": name, "user_agent": "Mozilla/5.0 (Macintosh) Safari/605.1.15", "referrer": "", "event_data": ""},
        **more,
    }


def purchase(client: str, at: str) -> dict[str, str]:
    payload = {"transaction_id": f"T-{client}", "revenue": 245.5, "user_email": "cd" * 32}
    return event(client, at, "checkout_completed", "/checkouts/1", event_data=json.dumps(payload))


EVENTS = [
    event("buyer", "08:00:00.250", path="/products/oak?utm_source=news&utm_campaign=spring"),
    event("buyer", "08:05:00", "product_added_to_cart", "/products/oak"),
    event("buyer", "08:06:00", "checkout_started", "/checkouts/1"),
    purchase("buyer", "08:07:00"),
    purchase("only-buys", "09:00:00"),
    purchase("buys-first", "09:00:00"),
    event("buys-first", "09:30:00", path="/products/oak-vs-pine", referrer="https://search.example/?q=x"),
    event("signs-up", "10:00:00", path="/blogs/sleep"),
    event("signs-up", "10:01:00", "email_filled_on_popup", event_data=json.dumps({"user_email": HASH})),
    event("signs-up", "10:02:00", path="/careers/designer", referrer="https://www.shop.example/"),
    event("breaks", "11:00:00", "email_filled_on_popup", event_data="{no json"),
    event("breaks", "11:01:00", path="/pages/financing"),
    event("crawler", "11:00:00", user_agent="Mozilla/5.0 (compatible; Googlebot/2.1)"),
    event("", "12:00:00"),
]

SHIFTED = "shifted,https://shop.example/a,b,,2025-03-01T08:00:00Z,page_viewed,,Mozilla/5.0"


@pytest.fixture(scope="module")
def shop(tmp_path_factory) -> Marts:
    folder = tmp_path_factory.mktemp("events")
    write_day(folder, "day.csv", [*EVENTS, EVENTS[0]])
    with (folder / "day.csv").open("a", newline="") as file:
        file.write(f"{SHIFTED}\r\n")
    with pytest.MonkeyPatch.context() as monkeypatch:
        return build_web(folder, tmp_path_factory.mktemp("project"), monkeypatch)


def test_each_event_is_one_activity(shop):
    row = shop.query("select * from load_reconciliation where raw_table = 'raw_activities'")[0]
    assert (row["rows_in"], row["used"], row["duplicate"], row["rejected"]) == (16, 13, 1, 2)
    unreadable = shop.query("select * from rejected_records where reject_reason = 'unreadable line'")
    assert [(row["raw_table"], row["record_key"], row["row_text"]) for row in unreadable] == [
        ("raw_activities", None, SHIFTED)
    ]


def test_events_and_pages_are_classified(shop):
    known = "from stg_activity_records semi join int_activities_deduped using (activity_key)"
    found = shop.query(f"select lead_id, activity_type, content_id, amount {known}")
    assert {(row["lead_id"].removeprefix("web_events:"), row["activity_type"], row["content_id"]) for row in found} == {
        ("buyer", "product_viewed", "/products/oak"),
        ("buyer", "cart_item_added", "/products/oak"),
        ("buyer", "checkout_started", "/checkouts/1"),
        ("buyer", "order_placed", "/checkouts/1"),
        ("only-buys", "order_placed", "/checkouts/1"),
        ("buys-first", "order_placed", "/checkouts/1"),
        ("buys-first", "comparison_page_viewed", "/products/oak-vs-pine"),
        ("signs-up", "page_viewed", "/blogs/sleep"),
        ("signs-up", "newsletter_subscribed", "/"),
        ("signs-up", "careers_page_viewed", "/careers/designer"),
        ("breaks", "newsletter_subscribed", "/"),
        ("breaks", "pricing_page_viewed", "/pages/financing"),
        ("crawler", "page_viewed", "/"),
    }
    assert {str(row["amount"]) for row in found if row["activity_type"] == "order_placed"} == {"245.50"}


def test_who_visitors_are(shop):
    leads = {key.removeprefix("web_events:"): row for key, row in shop.by_lead("int_leads").items()}
    assert {name: lead["lead_source"] for name, lead in leads.items()} == {
        **{"buyer": "news", "only-buys": "direct", "buys-first": "search.example"},
        **{"signs-up": "direct", "breaks": "direct", "crawler": "direct"},
    }
    assert (leads["buyer"]["campaign_id"], leads["buyer"]["landing_page"]) == ("spring", "/products/oak")
    # A hash tells who it is, and nobody can write to it; the one given at checkout tells nothing.
    assert {name: lead["email_hash"] for name, lead in leads.items() if lead["email_hash"]} == {"signs-up": HASH}
    assert all(lead["email"] is None for lead in leads.values())
    anonymous = shop.query("select lead_id from lead_features where not is_anonymous")
    assert [row["lead_id"] for row in anonymous] == ["web_events:signs-up"]
    stages = {key.removeprefix("web_events:"): row["stage"] for key, row in shop.by_lead("lead_stages").items()}
    assert {name for name, stage in stages.items() if stage == "customer"} == {"buyer", "only-buys", "buys-first"}
    assert stages["crawler"] == "lead"


@pytest.fixture(scope="module")
def week(tmp_path_factory) -> Marts:
    if not WEEK.is_dir():
        pytest.skip("the real week of events is not on this machine (../shared/data/web_shop_events)")
    with pytest.MonkeyPatch.context() as monkeypatch:
        return build_web(WEEK, tmp_path_factory.mktemp("week"), monkeypatch)


def read_week() -> dict[str, list[list[str]]]:
    days = {}
    for path in sorted(WEEK.glob("*.csv.gz")):
        with gzip.open(path, "rt", newline="", encoding="utf-8") as file:
            days[path.name.removesuffix(".gz")] = list(csv.reader(file))
    return days


def test_the_real_week_is_accounted_for(week):
    days = read_week()
    events = sum(len(rows) - 1 for rows in days.values())
    nameless = sum(row[0].strip() == "" for rows in days.values() for row in rows[1:])
    visitors = {row[0] for rows in days.values() for row in rows[1:]} - {""}
    row = week.query("select * from load_reconciliation where raw_table = 'raw_activities'")[0]
    assert (row["rows_in"], row["used"], row["rejected"]) == (events, events - nameless, nameless)
    assert set(week.by_lead("lead_scores")) == {f"web_events:{visitor}" for visitor in visitors}


def test_no_score_of_the_real_week_moves_when_purchases_are_removed(week, tmp_path, monkeypatch):
    folder = tmp_path / "without"
    folder.mkdir()
    before, after = set(), set()
    for name, (header, *rows) in read_week().items():
        kept = [row for row in rows if row[header.index("event_name")] != "checkout_completed"]
        before |= {row[0] for row in rows}
        after |= {row[0] for row in kept}
        with (folder / name).open("w", newline="") as file:
            csv.writer(file).writerows([header, *kept])
    project = tmp_path / "project"
    project.mkdir()
    without, with_purchases = scores(build_web(folder, project, monkeypatch)), scores(week)
    assert sum(row["stage"] == "customer" for row in week.rows("lead_stages")) > 100
    # Who did nothing but buy is nobody without the purchase; with it, they have no point either.
    nobody = {f"web_events:{visitor}" for visitor in before - after}
    assert {with_purchases.pop(lead) for lead in nobody} == {(0, 0, 0, "U4")}
    assert with_purchases == without


def test_anonymous_visitors_are_listed_only_when_asked_for(tmp_path, monkeypatch):
    folder = tmp_path / "events"
    folder.mkdir()
    cart = [event("walker", f"1{n}:00:00", "product_added_to_cart", "/products/oak") for n in range(3)]
    cart.append(event("walker", "14:00:00", "checkout_started", "/checkouts/2"))
    write_day(folder, "day.csv", cart)
    project = tmp_path / "project"
    project.mkdir()
    marts = build_web(folder, project, monkeypatch, include_anonymous_leads=False)
    assert marts.rows("qualified_leads") == []
    assert [row["stage"] for row in marts.rows("lead_stages")] == ["mql"]


SIGN_UP = {"event_data": json.dumps({"user_email": HASH})}
EARLY = [
    purchase("buyer", "08:07:00"),
    event("walker", "09:00:00", path="/products/oak?utm_source=news", referrer="https://search.example/"),
    event("walker", "09:01:00", "email_filled_on_popup", **SIGN_UP),
    purchase("nobody-knows", "10:00:00") | {"timestamp": ""},
]
# By the next day everybody came back, from elsewhere, and somebody signed up with the address that walker gave.
LATER = [
    event(client, at, name, path, referrer="https://ads.example/", **more) | {"timestamp": f"2025-03-02T{at}Z"}
    for client in ("buyer", "walker", "unknown", "nobody-knows", "newcomer")
    for at, name, path, more in (
        ("00:00:00", "page_viewed", "/products/pine?utm_source=ads", {}),
        ("08:00:00", "email_filled_on_popup", "/", SIGN_UP),
        ("09:00:00", "checkout_completed", "/checkouts/2", {"event_data": json.dumps({"revenue": 9})}),
    )
]


def test_a_later_file_moves_nothing_and_a_column_that_a_file_lacks_is_unknown(tmp_path, monkeypatch):
    found = []
    for name, later in {"early": [], "later": LATER}.items():
        project, folder = tmp_path / name, tmp_path / f"files-{name}"
        folder.mkdir()
        project.mkdir()
        copy_of_project(project)
        monkeypatch.setenv("DUCKDB_PATH", str(project / "warehouse.duckdb"))
        write_day(folder, "1.csv", EARLY)
        write_day(folder, "2.csv", [event("unknown", "11:00:00")], [name for name in COLUMNS if name != "referrer"])
        write_day(folder, "3.csv", later)
        load_folder("web_events", folder)
        found.append(results(project, connectors=["web_events"], as_of="2025-03-02"))
    assert found[0] == found[1]
    leads = Marts(project / "warehouse.duckdb").by_lead("int_leads")
    assert {key.removeprefix("web_events:"): row["lead_source"] for key, row in leads.items()} == {
        **{"buyer": "direct", "walker": "news", "unknown": None},
    }
