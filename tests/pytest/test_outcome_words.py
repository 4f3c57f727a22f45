"""Stages and results in the words of several systems are the outcome that they mean; a deal that is open has none."""

import pytest

# What the CRM wrote of one lead: its stage, and the outcome of its row.
CASES = {
    "Closed Won": "customer",
    "closed-won": "customer",
    "Gewonnen": "customer",
    "CLOSED_LOST": "recycled",
    "Closed Lost to Competition": "recycled",
    "Unqualified": "recycled",
    "Proposal/Price Quote": "engaged",
    "appointmentscheduled": "engaged",
    "Closed won (Sales Pipeline)": "customer",
    "Lost (Pipeline (EMEA))": "recycled",
    "Contract sent (Partners)": "engaged",
}


@pytest.fixture(scope="module")
def marts(build):
    leads, outcomes, activities = [], [], []
    for number, stage in enumerate(CASES):
        leads.append({"lead_id": stage, "created_at": "2026-01-01", "email": f"p{number}@brightfield{number}.com"})
        seen = {"activity_type": "page_viewed", "occurred_at": "2026-02-20 12:00:00"}
        activities.append({"activity_id": str(number), "lead_id": stage, **seen})
        outcomes.append({"lead_id": stage, "outcome": stage, "occurred_at": "2026-02-25 12:00:00"})
    # A close date is a plan while a deal is open.
    outcomes += [{"lead_id": "Closed Won", "outcome": "Negotiation", "occurred_at": "2099-01-01"}]
    outcomes += [{"lead_id": "Closed Won", "outcome": "Hibernating", "occurred_at": "2026-02-25 13:00:00"}]
    return build(leads=leads, activities=activities, sales_outcomes=outcomes)


@pytest.mark.parametrize("stage", CASES)
def test_a_word_of_a_crm_is_the_outcome_that_it_means(marts, stage):
    assert marts.by_lead("lead_stages")[stage]["stage"] == CASES[stage]


def test_open_deals_are_not_yet_outcomes_and_unknown_words_are_rejected(marts):
    (counted,) = [row for row in marts.rows("load_reconciliation") if row["raw_table"] == "raw_sales_outcomes"]
    assert (counted["used"], counted["not_yet"], counted["rejected"]) == (8, 4, 1)
    assert [row["reject_reason"] for row in marts.rows("rejected_records")] == ["unknown outcome"]
