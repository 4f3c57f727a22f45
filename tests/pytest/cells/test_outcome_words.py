"""Stages and results in the words of several systems are the outcome that they mean; a deal that is open has none."""

from collections import Counter

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


def rows() -> dict[str, list[dict[str, str]]]:
    leads, outcomes, activities = [], [], []
    for number, stage in enumerate(CASES):
        leads.append({"lead_id": stage, "created_at": "2026-01-01", "email": f"p{number}@stonefield{number}.com"})
        seen = {"activity_type": "page_viewed", "occurred_at": "2026-02-20 12:00:00"}
        activities.append({"activity_id": f"saw {stage}", "lead_id": stage, **seen})
        outcomes.append({"lead_id": stage, "outcome": stage, "occurred_at": "2026-02-25 12:00:00"})
    # A close date is a plan while a deal is open.
    outcomes += [{"lead_id": "Closed Won", "outcome": "Negotiation", "occurred_at": "2099-01-01"}]
    outcomes += [{"lead_id": "Closed Won", "outcome": "Hibernating", "occurred_at": "2026-02-25 13:00:00"}]
    return {"leads": leads, "activities": activities, "sales_outcomes": outcomes}


ROWS = rows()


@pytest.mark.parametrize("stage", CASES)
def test_a_word_of_a_crm_is_the_outcome_that_it_means(cells, stage):
    assert cells.by_lead("lead_stages")[stage]["stage"] == CASES[stage]


def test_open_deals_are_not_yet_outcomes_and_unknown_words_are_rejected(cells):
    found = cells.query("select record_id, row_status, reject_reason from int_sales_outcome_records")
    became = Counter(row["reject_reason"] or row["row_status"] for row in found if row["record_id"] in CASES)
    assert became == {"known": 8, "not_yet": 4, "unknown outcome": 1}
    assert [row["reject_reason"] for row in cells.rows("rejected_records")] == ["unknown outcome"]
    (said,) = [row["warning"] for row in cells.rows("run_warnings") if row["subject"] == "outcome_aliases"]
    assert 'does not know the outcome of 1 rows of raw_sales_outcomes, such as "hibernating"' in said
