"""Amounts of several currencies are added up in one, by the rate of their day; what has no rate is counted and not added."""

from decimal import Decimal

import pytest
from conftest import WITHOUT_REPORTS, Marts, assert_passed, copy_of_project, dbt, write_raw

# Whole runs, one after another.
pytestmark = pytest.mark.slow

RATES = """currency,valid_from,rate,note
USD,2026-01-01,0.9,
USD,2026-02-01,0.8,
JPY,2025-01-01,0.00613,
"""
# What sales won from a lead, in which words for the currency, on which day; and what it is worth in euros.
WON = {
    "at home": ("100", "EUR", "2026-02-10", 100),
    "by name": ("100", "Euros", "2026-02-10", 100),
    "by sign": ("100", "€", "2026-02-10", 100),
    "names none": ("100", "", "2026-02-10", 100),
    "on the last day of a rate": ("100", "US Dollar", "2026-01-31 23:59:59", 90),
    "on the first day of a rate": ("100", "usd", "2026-02-01", 80),
    "rounded": ("1000001", "JPY", "2026-02-10", Decimal("6130.01")),
    "before any rate": ("100", "USD", "2025-12-31", 0),
    "without a rate": ("100", "CHF", "2026-02-10", 0),
    "of many": ("100", "$", "2026-02-10", 0),
    "in no currency": ("100", "-99", "2026-02-10", 0),
    "unreadable": ("a lot", "USD", "2026-02-10", 0),
    "converted by the CRM": ("100", "CHF", "2026-02-10", 95),
}
LEADS = [{"lead_id": name, "created_at": "2025-06-01", "email": f"ann@firm{n}.example"} for n, name in enumerate(WON)]
OUTCOMES = [
    {"lead_id": name, "outcome": "won", "occurred_at": day, "amount": amount, "currency": currency}
    for name, (amount, currency, day, _) in WON.items()
]
OUTCOMES[-1]["amount_in_home_currency"] = "95"
ORDERS = [
    {
        "activity_id": f"order {currency}",
        "lead_id": "names none",
        "activity_type": "order_placed",
        "occurred_at": "2026-02-20",
        "amount": "10",
        "currency": currency,
    }
    for currency in ("", "USD", "XOF")
]
SPEND = [
    {"campaign_id": "spring", "channel": "paid_search", "spend_date": "2026-02-03", "amount": amount, "currency": currency}
    for amount, currency in (("7", "US$"), ("5", "EUR"), ("3", "GBP"))
]


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    project = copy_of_project(tmp_path_factory.mktemp("currencies"))
    (project / "seeds/lookups/exchange_rates.csv").write_text(RATES)
    return project


def built(project, outcomes, home: str) -> Marts:
    write_raw(project, {"leads": LEADS, "activities": ORDERS, "sales_outcomes": outcomes, "campaign_spend": SPEND})
    wanted = ["--exclude-resource-type", "unit_test", *WITHOUT_REPORTS]
    result = dbt(project, "build", *wanted, as_of="2026-03-02 08:00:00", home_currency=home)
    assert_passed(result)
    assert_passed(dbt(project, "run", "--select", "lead_revenue", as_of="2026-03-02 08:00:00", home_currency=home))
    return Marts(project / "warehouse.duckdb")


@pytest.fixture(scope="module")
def marts(project) -> Marts:
    return built(project, OUTCOMES, "EUR")


def test_amounts_are_worth_what_the_rate_of_their_day_says(marts):
    revenue = {lead: row["revenue"] for lead, row in marts.by_lead("lead_revenue").items()}
    # Of its orders one names no currency and one has a rate.
    worth = {name: Decimal(told) for name, (*_, told) in WON.items()} | {"names none": Decimal(100 + 10 + 8)}
    assert revenue == worth


def test_what_has_no_rate_is_counted_and_said(marts):
    unread = {(row["raw_table"], row["column_name"]): row["unreadable_rows"] for row in marts.rows("unreadable_values")}
    assert unread == {
        ("raw_sales_outcomes", "currency"): 4,
        ("raw_sales_outcomes", "amount"): 1,
        ("raw_activities", "currency"): 1,
        ("raw_campaign_spend", "currency"): 1,
    }
    said = [row["warning"] for row in marts.rows("run_warnings") if "has no rate" in row["warning"]]
    assert sorted(said)[0] == (
        "Amounts of raw_activities in a currency that has no rate: 1; they are counted and not added up. "
        "Write home_currency into dbt_project.yml and rates into seeds/lookups/exchange_rates.csv; the raw tables name "
        "CHF, EUR, GBP, JPY, USD, XOF."
    )
    assert len(said) == 3
    (counted,) = [row for row in marts.rows("load_reconciliation") if row["raw_table"] == "raw_campaign_spend"]
    assert (counted["used"], counted["rejected"]) == (3, 0)


def test_one_currency_needs_no_setting_and_of_several_none_is_guessed(project):
    (project / "seeds/lookups/exchange_rates.csv").write_text(RATES.splitlines()[0] + "\n")
    SPEND.clear()
    ORDERS.clear()
    one = built(project, [row | {"currency": row["currency"] and "GBP"} for row in OUTCOMES], "")
    assert sum(row["revenue"] for row in one.rows("lead_revenue")) == 100 * 10 + 1000001 + 95
    several = built(project, OUTCOMES, "")
    assert {lead: row["revenue"] for lead, row in several.by_lead("lead_revenue").items() if row["revenue"]} == {
        "names none": 100,
        "converted by the CRM": 95,
    }
