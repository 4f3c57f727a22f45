"""How a new rule is tested in five lines."""


def test_a_lead_that_asks_for_a_demo_is_qualified_and_one_that_does_nothing_is_not(build):
    marts = build(
        leads=[{"lead_id": name, "created_at": "2026-01-01", "email": f"{name}@gmail.com"} for name in ("ada", "bob")],
        activities=[{"activity_id": "1", "lead_id": "ada", "activity_type": "demo_requested", "occurred_at": "2026-03-01"}],
    )
    (ada,) = marts.rows("qualified_leads")
    assert (ada["lead_id"], ada["qualified_by"]) == ("ada", "hand_raised, unknown_fit_strong_intent")
    assert marts.by_lead("lead_stages")["bob"]["stage"] == "lead"
