"""Whom the CRM calls a customer or unqualified is not called; what it says otherwise changes nothing."""

import pytest

BUYER = {"job_title": "VP Marketing", "industry": "Software", "employee_count": "200", "country": "US"}
CUSTOMER, UNQUALIFIED = "A customer already, says the CRM", "Marked as unqualified in the CRM"
# lifecycle stage, lead status: the stage, and which gate is shut
CASES = {
    "nothing said": ("", "", "mql", None),
    "a customer": ("Customer", "", "disqualified", CUSTOMER),
    "an advocate": ("EVANGELIST", "Connected", "disqualified", CUSTOMER),
    "a customer by status": ("", "Existing-Customer", "disqualified", CUSTOMER),
    "Bestandskunde": ("Bestandskunde", "", "disqualified", CUSTOMER),
    "unqualified": ("lead", " UNQUALIFIED ", "disqualified", UNQUALIFIED),
    "of underscores": ("", "BAD_FIT", "disqualified", UNQUALIFIED),
    "not eligible": ("marketingqualifiedlead", "Not Qualified", "disqualified", UNQUALIFIED),
    "Junk": ("", "Junk Lead", "disqualified", UNQUALIFIED),
    "non qualifié": ("", "Non qualifié", "disqualified", UNQUALIFIED),
    "both": ("customer", "Disqualified", "disqualified", f"{CUSTOMER}, {UNQUALIFIED}"),
    "customer of somebody": ("Former customer", "Customer success call", "mql", None),
    "qualified": ("salesqualifiedlead", "Qualified", "mql", None),
    "not interested": ("opportunity", "Not interested", "mql", None),
    "a dead lead": ("", "Closed - Not Converted", "disqualified", UNQUALIFIED),
    "leave me alone": ("", "Do NOT contact", "disqualified", UNQUALIFIED),
    "a word of their own": ("opportunity", "Kein Anschluss", "mql", None),
    "a code": ("198765432", "OPEN_DEAL", "mql", None),
}


def rows() -> dict[str, list[dict[str, str]]]:
    leads, activities, outcomes = [], [], []
    for number, (name, (stage, status, *_)) in enumerate(CASES.items()):
        leads.append(
            {"lead_id": name, "created_at": "2026-01-01", "email": f"ann@greenfield{number}.com", **BUYER}
            | {"lifecycle_stage": stage, "lead_status": status}
        )
        asked = {"activity_type": "demo_requested", "occurred_at": "2026-03-01 07:00:00"}
        activities.append({"activity_id": f"asked {name}", "lead_id": name, **asked})
    # What a version says that was written after the moment scored, and what sales recorded besides.
    later = {"updated_at": "2026-03-05", "lifecycle_stage": "customer"}
    for name, more in {"later": later, "bought": {"lifecycle_stage": "customer"}}.items():
        leads.append({"lead_id": name, "created_at": "2026-01-01", "email": f"ann@{name}.com", **BUYER} | more)
    outcomes.append({"lead_id": "bought", "outcome": "won", "occurred_at": "2026-01-15"})
    return {"leads": leads, "activities": activities, "sales_outcomes": outcomes}


ROWS = rows()


@pytest.mark.parametrize("name", CASES)
def test_the_gates_of_what_the_crm_says(cells, name):
    *_, stage, reason = CASES[name]
    (found,) = cells.query(
        "select stages.stage, scores.disqualification_reason from lead_stages as stages "
        f"inner join lead_scores as scores on stages.lead_id = scores.lead_id where stages.lead_id = '{name}'"
    )
    assert (found["stage"], found["disqualification_reason"]) == (stage, reason)


def test_what_is_said_later_is_not_known_and_who_bought_is_a_customer(cells):
    assert cells.by_lead("lead_scores")["later"]["disqualification_reason"] is None
    assert cells.by_lead("lead_stages")["bought"]["stage"] == "customer"


def test_words_that_nobody_knows_are_counted_and_said(cells):
    unknown = cells.query(
        "select attribute, unmapped_value, leads_affected from unmapped_values "
        "where attribute in ('lifecycle_stage', 'lead_status') order by 1, 2"
    )
    assert [tuple(row.values()) for row in unknown] == [
        ("lead_status", "customer success call", 1),
        ("lead_status", "kein anschluss", 1),
        ("lifecycle_stage", "999999999", 1),
    ]
    said = [row["warning"] for row in cells.rows("run_warnings") if "lead_status_words" in row["warning"]]
    assert said == [
        "seeds/lookups/lead_status_words.csv does not know 3 of the words in lifecycle_stage and lead_status, such as "
        "999999999 (3 leads); they keep nobody from being called (see unmapped_values)."
    ]
