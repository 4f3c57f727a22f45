"""How a new rule is tested in five lines."""


def test_a_lead_that_asks_for_a_demo_is_qualified(build):
    marts = build(
        leads=[{"lead_id": "ada", "created_at": "2026-01-01", "email": "ada@gmail.com"}],
        activities=[{"activity_id": "1", "lead_id": "ada", "activity_type": "demo_requested", "occurred_at": "2026-03-01"}],
    )
    assert marts.by_lead("qualified_leads")["ada"]["qualified_by"] == "hand_raised, unknown_fit_strong_intent"


def test_a_lead_that_does_nothing_is_not(build):
    marts = build(leads=[{"lead_id": "bob", "created_at": "2026-01-01"}])
    assert marts.rows("qualified_leads") == []
    assert marts.by_lead("lead_stages")["bob"]["stage"] == "lead"
