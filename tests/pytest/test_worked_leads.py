"""The leads of the sample whose scores were worked out by hand: stage, grade, scores, next step and reasons of each."""

from datetime import datetime, timedelta

import pytest

# lead_id: (fit, engagement, intent, grade, stage, flags, next step, nurture segment)
CALL, FIND_OUT, CART = (
    "Call with why-now",
    "Find out who they are, mail",
    "Cart reminder after 1 hour, second after 24; never a call",
)
WORKED = {
    "right_fit_demo_and_pricing": (40, 8, 26, "A1", "mql", "sales_ready", CALL, "waiting_mql"),
    "specialist_at_small_company": (13, 8, 26, "C1", "mql", "", FIND_OUT, "waiting_mql"),
    "student_on_free_mail": (0, 8, 26, "D1", "engaged", "", None, "engagement_without_fit"),
    "nothing_but_free_mail": (4, 8, 26, "U1", "mql", "", FIND_OUT, "waiting_mql"),
    "shopper_who_returns": (4, 8, 33, "U1", "mql", "", CART, "waiting_mql"),
    "shopper_six_weeks_ago": (4, 0, 1, "U4", "engaged", "", None, "intent_gone_cold"),
    "two_items_in_one_visit": (4, 0, 18, "U3", "engaged", "", None, "engagement_without_fit"),
    "left_checkout_yesterday": (0, 0, 23, "U2", "mql", "", CART, "waiting_mql"),
    "b2b_trial": (33, 13, 14, "A2", "mql", "", "Mail and call", "waiting_mql"),
    "b2b_trial_activated": (33, 16, 25, "A1", "mql", "sales_ready", CALL, "waiting_mql"),
    "right_fit_newsletter_and_opens": (40, 2, 0, "A4", "engaged", "", None, "fit_without_engagement"),
    "ideal_buyer_keeps_engaging": (40, 25, 0, "A2", "mql", "", "Mail and call", "waiting_mql"),
    "hand_raiser_right_fit": (40, 0, 30, "A1", "mql", "hand_raiser sales_ready", "Call, then mail", "waiting_mql"),
    "hand_raiser_nothing_known": (
        0,
        0,
        25,
        "U2",
        "mql",
        "hand_raiser",
        "Call, then mail; ask company and role",
        "waiting_mql",
    ),
    "hand_raiser_student": (
        0,
        0,
        30,
        "D1",
        "engaged",
        "hand_raiser",
        "Mail with the self-serve offer",
        "engagement_without_fit",
    ),
    "hand_raiser_owner_of_five": (12, 0, 25, "C2", "mql", "hand_raiser", "Call, then mail", "waiting_mql"),
    "vp_pricing_on_two_days": (40, 3, 10, "A3", "mql", "", "Mail and call", "waiting_mql"),
    "vp_pricing_six_reloads": (40, 0, 5, "A4", "engaged", "", None, "fit_without_engagement"),
    "tyre_kicker": (0, 25, 0, "D2", "engaged", "", None, "engagement_without_fit"),
    "competitor_acting_like_a_buyer": (40, 8, 26, "A1", "disqualified", "", None, None),
    "bounced_without_phone": (40, 8, 26, "A1", "disqualified", "", None, None),
    "spam_reporter": (40, 8, 26, "A1", "disqualified", "", None, None),
    "profiling_objection": (None, None, None, None, "not_profiled", "", None, None),
    "customer_who_is_back": (
        *(40, 8, 26, "A1", "customer", "customer_is_back"),
        *("Tell the account owner: a customer is back", "customer"),
    ),
    "link_scanner": (33, 0, 0, "A4", "lead", "", None, "fit_without_engagement"),
    "job_hunter": (16, 0, 0, "C4", "engaged", "", None, "in_touch"),
    "buying_group_decides": (40, 9, 5, "A3", "engaged", "", None, "in_touch"),
    "buying_group_uses": (38, 3, 16, "A3", "mql", "", "Mail and call", "waiting_mql"),
    "buying_group_technical": (32, 13, 0, "A3", "engaged", "", None, "in_touch"),
    "trial_user_on_and_off": (40, 5, 16, "A2", "mql", "", "Mail and call", "waiting_mql"),
    "rejected_and_back_after_the_rest": (40, 8, 26, "A1", "mql", "sales_ready", CALL, "waiting_mql"),
    "rejected_and_back_too_soon": (40, 8, 26, "A1", "recycled", "", None, "recycled"),
    "unreachable_after_six_attempts": (40, 0, 0, "A4", "recycled", "", None, "recycled"),
    "hand_raiser_nobody_called": (40, 0, 23, "A2", "mql", "hand_raiser sales_ready", "Call, then mail", "waiting_mql"),
    "hand_raiser_called_too_late": (40, 0, 23, "A2", "mql", "hand_raiser sales_ready", "Call, then mail", "waiting_mql"),
}
GATES = {
    "competitor_acting_like_a_buyer": "Works for a competitor",
    "bounced_without_phone": "No way to reach them",
    "spam_reporter": "Reported our mail as spam",
}
FLAGS = ["hand_raiser", "sales_ready", "customer_is_back"]


@pytest.mark.parametrize("lead_id", WORKED)
def test_worked_lead(sample, lead_id):
    score = sample.by_lead("lead_scores")[lead_id]
    stage = sample.by_lead("lead_stages")[lead_id]
    step = sample.by_lead("lead_next_steps").get(lead_id, {})
    fit, engagement, intent, grade, expected_stage, flags, next_step, segment = WORKED[lead_id]
    assert (score["fit_score"], score["engagement_score"], score["intent_score"]) == (fit, engagement, intent)
    assert score["lead_score"] == (None if fit is None else fit + engagement + intent)
    assert (score["grade"], stage["stage"]) == (grade, expected_stage)
    assert " ".join(flag for flag in FLAGS if stage[flag]) == flags
    assert (step.get("next_step"), score["disqualification_reason"]) == (next_step, GATES.get(lead_id))
    assert stage["nurture_segment"] == segment
    assert (lead_id in sample.by_lead("qualified_leads")) == (expected_stage == "mql")


def test_a_promise_to_call_is_broken_where_nobody_called_and_where_the_call_came_too_late(sample):
    queue = sample.by_lead("sales_queue")
    kept = {
        lead_id: (str(queue[lead_id]["act_by"]), queue[lead_id]["first_touch_at"], queue[lead_id]["is_breached"])
        for lead_id in ("hand_raiser_nobody_called", "hand_raiser_called_too_late", "rejected_and_back_after_the_rest")
    }
    assert kept == {
        "hand_raiser_nobody_called": ("2026-02-27 10:00:00", None, True),
        "hand_raiser_called_too_late": ("2026-02-26 11:24:00", datetime(2026, 2, 27, 15, 12), True),
        "rejected_and_back_after_the_rest": ("2026-03-02 13:00:00", None, False),
    }


def test_an_unreachable_lead_was_tried_six_times_and_rests_for_thirty_days(sample):
    outcomes = sample.by_lead("lead_outcomes")["unreachable_after_six_attempts"]
    assert (outcomes["attempts"], outcomes["refusal_reason"]) == (6, "unreachable")
    assert outcomes["recycled_until"] - outcomes["refused_at"] == timedelta(days=30)


def test_reasons_of_the_first_worked_lead(sample):
    reasons = sample.query(
        "select criterion, points, reason from lead_score_reasons where lead_id = 'right_fit_demo_and_pricing'"
    )
    assert {row["criterion"]: (row["points"], row["reason"]) for row in reasons} == {
        "decides": (12, "Owner, C-level or vice president"),
        "in_target_department": (6, "Works in a department that buys from us"),
        "company_51_to_1000": (10, "51 to 1,000 people, our core market"),
        "in_target_industry": (8, "In a target industry"),
        "in_target_country": (4, "In a country we sell to"),
        "has_work_email": (4, "Work e-mail address"),
        "limit": (-4, "Points for fit end at 40"),
        "keeps_visiting": (5, "Active on 3 days in 30, last on 2026-03-01"),
        "getting_more_active": (3, "More active than in the weeks before, last on 2026-03-01"),
        "downloaded_demo": (11, "Downloaded the product demo, last on 2026-02-27"),
        "reads_pricing": (15, "Read the pricing page on 3 days, last on 2026-03-01"),
    }


def test_what_sales_reads_of_the_first_worked_lead(sample):
    lead = sample.by_lead("qualified_leads")["right_fit_demo_and_pricing"]
    assert lead["qualified_by"] == "right_fit_and_intent"
    assert lead["why_now_1"] == "Read the pricing page on 3 days, last on 2026-03-01"
    assert lead["why_now_2"] == "Downloaded the product demo, last on 2026-02-27"
    assert lead["why_them"] == "Owner, C-level or vice president; 51 to 1,000 people, our core market"
    assert (lead["who_acts"], str(lead["act_by"])) == ("sales", "2026-03-02 13:00:00")
    assert (lead["contact_by"], lead["contact_note"]) == ("e-mail", "Opted in")


def test_the_list_is_ranked(sample):
    leads = sample.query("select * from qualified_leads order by lead_rank")
    assert [lead["lead_rank"] for lead in leads] == list(range(1, len(leads) + 1))
    keys = [(not lead["hand_raiser"], not lead["sales_ready"], -lead["lead_score"]) for lead in leads]
    assert keys == sorted(keys)


def test_reasons_sum_to_scores(sample):
    sums = sample.query(
        """
        select lead_id, lead_score, coalesce(sum(points), 0) as points
        from lead_scores left join lead_score_reasons using (lead_id)
        where is_profiled
        group by lead_id, lead_score
        """
    )
    assert [row for row in sums if row["lead_score"] != row["points"]] == []


def test_the_sample_is_made_again_to_the_letter(tmp_path, monkeypatch):
    from lead_scoring.sample import make as make_sample

    committed = {path.name: path.read_bytes() for path in make_sample.FOLDER.glob("*.csv")}
    monkeypatch.setattr(make_sample, "FOLDER", tmp_path)
    make_sample.main()
    assert {path.name: path.read_bytes() for path in tmp_path.glob("*.csv")} == committed
