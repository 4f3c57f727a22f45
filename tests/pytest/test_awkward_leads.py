"""Leads that fall between two rules: each was once decided wrongly."""

import pytest

from lead_scoring.build import summary
from lead_scoring.load import into_tables as load_files

VP = {"job_title": "VP Sales", "employee_count": "200", "industry": "software", "country": "US", "created_at": "2026-01-01"}


def lead(name: str, **more: str) -> dict[str, str]:
    return {**VP, "lead_id": name, "email": f"{name.replace(' ', '.')}@acme.io", **more}


def did(name: str, kind: str, at: str, **more: str) -> dict[str, str]:
    return {"activity_id": f"{name}-{kind}-{at}", "lead_id": name, "activity_type": kind, "occurred_at": at, **more}


LEADS = [
    lead("objects"),
    lead("tried and wished"),
    lead("only fills a cart", country="DE", phone="+49 30 901234"),
    lead("asks again"),
    lead("buys through a program"),
    lead("hides behind a domain", email="spy@scorewright.com", company_domain="acme.io"),
    lead("refused that day"),
    lead("refused and asks the next day"),
    lead("refused after it was accepted"),
    lead("answered that day"),
    lead("erased", phone="not a phone, jane", email="jane@acme.io"),
]
ACTIVITIES = [
    did("tried and wished", "demo_downloaded", "2026-03-01"),
    did("tried and wished", "pricing_page_viewed", "2026-03-01"),
    did("tried and wished", "pricing_page_viewed", "2026-02-27"),
    did("tried and wished", "wishlist_item_added", "2026-02-03"),
    did("only fills a cart", "cart_item_added", "2026-03-01"),
    did("only fills a cart", "cart_item_added", "2026-03-01 01:00"),
    did("asks again", "demo_requested", "2026-03-01"),
    did("buys through a program", "order_placed", "2026-02-01", user_agent="python-requests/2.3"),
    did("buys through a program", "unsubscribed", "2026-02-01", user_agent="curl/8"),
    *(did(name, "demo_requested", "2026-02-27 15:00") for name in ("refused that day", "answered that day")),
    did("refused and asks the next day", "demo_requested", "2026-02-27 15:00"),
    did("refused and asks the next day", "quote_requested", "2026-02-28 00:00:01"),
    did("gone from raw_leads", "page_viewed", "2026-02-01"),
]
OUTCOMES = [
    {"lead_id": "objects", "outcome": "accepted", "occurred_at": "2026-02-10"},
    {"lead_id": "asks again", "outcome": "accepted", "occurred_at": "2026-02-10"},
    # By day, as most systems export it.
    {"lead_id": "refused that day", "outcome": "rejected", "occurred_at": "2026-02-27", "reason": "bad_timing"},
    {
        "lead_id": "refused and asks the next day",
        "outcome": "rejected",
        "occurred_at": "2026-02-27",
        "reason": "bad_timing",
    },
    {"lead_id": "refused after it was accepted", "outcome": "rejected", "occurred_at": "2026-02-27", "reason": "no_budget"},
    {"lead_id": "refused after it was accepted", "outcome": "accepted", "occurred_at": "2026-02-27 09:30"},
    {"lead_id": "answered that day", "outcome": "connected", "occurred_at": "2026-02-27"},
    {"lead_id": "gone from raw_leads", "outcome": "won", "occurred_at": "2026-02-10"},
]
REQUESTS = [
    {"lead_id": "objects", "request": "profiling_objection", "requested_at": "2026-01-05"},
    {"lead_id": "erased", "request": "erasure", "requested_at": "2026-01-05"},
    {"lead_id": "gone from raw_leads", "request": "erasure", "requested_at": "2026-01-05"},
]


@pytest.fixture(scope="module")
def marts(build):
    return build(leads=LEADS, activities=ACTIVITIES, sales_outcomes=OUTCOMES, privacy_requests=REQUESTS)


def test_who_tried_the_demo_is_called_though_there_is_a_wish_list(marts):
    row = marts.by_lead("qualified_leads")["tried and wished"]
    assert (row["sales_ready"], row["next_step"]) == (True, "Call with why-now")


def test_nobody_phones_a_cart(marts):
    row = marts.by_lead("qualified_leads")["only fills a cart"]
    assert row["next_step"].endswith("never a call")
    assert row["contact_by"] == "none"


def test_a_lead_with_sales_that_asks_again_comes_first(marts):
    row = marts.by_lead("qualified_leads")["asks again"]
    assert (row["lead_rank"], row["stage"], row["hand_raiser"], row["next_step"]) == (1, "sal", True, "Call, then mail")


@pytest.mark.parametrize(
    ("name", "stage", "is_called"),
    [
        ("refused that day", "recycled", False),
        ("refused and asks the next day", "mql", True),
        ("refused after it was accepted", "recycled", False),
    ],
)
def test_what_sales_dated_by_day_counts_after_what_the_lead_did_that_day(marts, name, stage, is_called):
    assert marts.by_lead("lead_stages")[name]["stage"] == stage
    assert (name in marts.by_lead("sales_queue")) == is_called


def test_a_call_dated_by_day_answers_the_request_of_that_day(marts):
    assert not marts.by_lead("scored_leads")["answered that day"]["has_raised_hand"]


def test_a_purchase_counts_whichever_program_reports_it(marts):
    assert marts.by_lead("lead_stages")["buys through a program"]["stage"] == "customer"
    assert marts.by_lead("lead_contact")["buys through a program"]["contact_note"] == "Opted out of marketing e-mail"


def test_a_competitor_is_known_by_its_address_too(marts):
    assert marts.by_lead("lead_scores")["hides behind a domain"]["disqualification_reason"] == "Works for a competitor"


def test_an_erased_person_is_nowhere_even_without_a_lead(marts):
    assert marts.rows("rejected_records") == []
    assert marts.rows("unreadable_values") == []
    counts = {row["raw_table"]: row["erased"] for row in marts.rows("load_reconciliation")}
    assert [counts[table] for table in ("raw_leads", "raw_activities", "raw_sales_outcomes")] == [1, 1, 1]


def test_a_lead_that_is_not_profiled_is_printed_without_a_score(marts, capsys):
    summary.print_summary(marts.query)
    assert "not profiled  (no name), VP Sales  [objects]" in capsys.readouterr().out


def test_a_database_in_other_hands_is_named(tmp_path, monkeypatch):
    monkeypatch.setenv("DUCKDB_PATH", str(tmp_path / "nowhere" / "warehouse.duckdb"))
    with pytest.raises(load_files.LoadError, match=r"^There is no folder for .*/warehouse\.duckdb; make it"):
        load_files.load_folder("web_events", tmp_path)
