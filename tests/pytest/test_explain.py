"""`make explain`: every number that it prints of a lead adds up, and its story is told as it is."""

import dataclasses
import re
from datetime import datetime
from types import SimpleNamespace

import pytest

from lead_scoring.blocks import of_file
from lead_scoring.explain.lead_explanation import explain, find
from lead_scoring.explain.lead_stage import next_stage, part_text
from lead_scoring.explain.lines import lines
from lead_scoring.warehouse import WarehouseError, fetch, open_warehouse

# Views that an explanation reads, kept as tables, so that the sample's three hundred leads take seconds.
VIEWS = (
    "scored_leads lead_criteria qualification_rules flag_rules next_step_rules counted_activities "
    "lead_contact stg_activity_records"
).split()
COUNTED = "select trim(lead_id) as lead_id, count(*) as number from raw_activities group by trim(lead_id)"


@pytest.fixture(scope="module")
def connection(sample):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("DUCKDB_PATH", str(sample.database))
        with open_warehouse() as opened:
            for view in VIEWS:
                opened.execute(f"create temp table {view} as select * from analytics_build.{view}")
            yield opened


@pytest.fixture(scope="module")
def told(connection, blocks):
    """Every lead of the sample: what there is to explain, and what is printed."""
    leads = [row["lead_id"] for row in fetch(connection, "select lead_id from lead_scores")]
    explained = {lead_id: explain(connection, blocks, lead_id) for lead_id in leads}
    return {lead_id: (found, "\n".join(lines(found, [{}]))) for lead_id, found in explained.items()}


def test_the_points_printed_of_every_lead_sum_to_its_scores(connection, told):
    scores = fetch(connection, "select lead_id, fit_score, engagement_score, intent_score from lead_scores")
    assert len(scores) == len(told)
    for row in scores:
        parts = re.split(r"^(Fit|Engagement|Intent|Gates): .*$", told[row["lead_id"]][1], flags=re.MULTILINE)
        printed = {
            f"{name.lower()}_score": sum(int(points) for points in re.findall(r"^  (?:met|limit) +([+-]\d+) ", text, re.M))
            for name, text in zip(parts[1::2], parts[2::2], strict=True)
            if name != "Gates"
        }
        assert printed == ({} if row["fit_score"] is None else {name: row[name] for name in printed}), row["lead_id"]
        assert len(printed) == (0 if row["fit_score"] is None else 3)
        assert "does not add up" not in told[row["lead_id"]][1]


def test_every_criterion_of_every_profiled_lead_is_printed(connection, told):
    names = {row["criterion"] for row in fetch(connection, "select criterion from criterion_counts")}
    for lead_id, (found, printed) in told.items():
        assert names <= set(re.findall(r"\w+", printed)) or not found.lead.row["is_profiled"], lead_id


def test_the_activities_of_every_lead_add_up_to_its_raw_rows(connection, told):
    raw = {row["lead_id"]: row["number"] for row in fetch(connection, COUNTED)}
    for lead_id, (_, printed) in told.items():
        first, rest = printed.split("\nActivities: ")[1].split("\n", 1) if raw.get(lead_id) else ("0 raw rows = 0 ", "")
        assert int(first.split()[0].replace(",", "")) == raw.get(lead_id, 0), lead_id
        counted = re.findall(r"^  \w+ +(?:engagement|intent|against) +([\d,]+) ", rest, re.M)
        not_counted = re.findall(r"^  ([\d,]+) not counted:", rest, re.M)
        numbers = [int(number.replace(",", "")) for number in [*counted, *not_counted]]
        assert sum(numbers) == raw.get(lead_id, 0), printed


def test_the_step_and_segment_of_every_lead_are_the_ones_built(connection, told):
    steps = {row["lead_id"]: row["next_step"] for row in fetch(connection, "select * from lead_next_steps")}
    segments = {row["lead_id"]: row["nurture_segment"] for row in fetch(connection, "select * from lead_stages")}
    for lead_id, (found, _) in told.items():
        assert (found.step and found.step["next_step"]) == steps.get(lead_id), lead_id
        assert (found.segment and found.segment["segment"]) == segments[lead_id], lead_id


def test_nothing_is_wider_than_a_page_or_changed_since_the_build(told):
    for lead_id, (found, printed) in told.items():
        assert [line for line in printed.splitlines() if len(line) > 100] == [], lead_id
        assert found.changed == [], lead_id


def test_a_qualified_lead(told):
    found, printed = told["right_fit_demo_and_pricing"]
    assert "Stage     mql, sales_ready; grade A1, score 74 = fit 40 + engagement 8 + intent 26" in printed
    assert "  sum      40  = 12 + 10 + 8 + 6 + 4 + 4 - 4" in printed
    assert "           yes      intent_score >= 10 (it is 26)" in printed
    assert "a copy of an activity that is there already" in printed
    assert found.missing[0] == "To become sal (sales accepted), sales records that it accepts the lead."
    rule = next(rule for rule in found.rules if rule.name == "ideal_buyer_keeps_engaging")
    assert [(part.sql, part.holds) for part in rule.enters.parts] == [
        ("fit_score >= 30", True),
        ("engagement_score >= 18", False),
        ("days_since_activity <= 21", True),
    ]


def test_an_engaged_lead_is_told_the_nearest_rule_first_and_its_near_miss(told):
    found, printed = told["vp_pricing_six_reloads"]
    assert found.missing[1][0] == "right_fit_and_intent: intent_score >= 10 (it is 5)"
    assert "Near miss getting_more_active (engagement): active_days_7d >= 2 (it is 1)" in printed
    near = [criterion.name for dimension in found.dimensions for criterion in dimension.criteria if criterion.near]
    assert near == ["getting_more_active"]


def test_a_near_miss_begins_half_way(connection, blocks):
    block = of_file(blocks, "engagement_criteria")[0]
    near = {}
    for needed in (2, 3):
        conditions = {"is_met": f"active_days_30d >= {needed}", "points": "5"}
        changed = dataclasses.replace(block, expressions={**block.expressions, **conditions})
        found = explain(connection, [changed], "vp_pricing_six_reloads")
        near[needed] = [
            criterion.near for dimension in found.dimensions for criterion in dimension.criteria if criterion.near
        ]
    assert [part_text(part) for part in near[2]] == ["active_days_30d >= 2 (it is 1)"]
    assert near[3] == []


def test_a_disqualified_lead_a_recycled_one_and_one_that_objected(told):
    found, printed = told["spam_reporter"]
    assert found.missing[0].startswith("A gate is shut: Reported our mail as spam.")
    assert re.search(r"^  shut +reported_spam +Reported our mail as spam\. spam_reported_at: 2026-02-28$", printed, re.M)
    found, printed = told["lead-258"]
    assert (
        found.missing[0].startswith("Sales refused it on ") and "(bad_timing). It rests until 2026-03-14" in found.missing[0]
    )
    found, printed = told["profiling_objection"]
    assert (found.dimensions, found.rules, found.flags, found.step, found.segment) == ([], [], [], None, None)
    assert "It objected to profiling" in found.missing[0] and "pricing_page_viewed_days_30d" not in printed


def test_what_a_machine_did_and_what_was_turned_away_is_said(told):
    printed = " ".join(told["link_scanner"][1].split())
    for fate in (
        "12 not counted: page_viewed, viewed by a program, faster than a person reads",
        "4 not counted: email_clicked, clicked by a program, within seconds of delivery",
        "4 not counted: email_clicked, clicked by a program, every link at once",
        "1 not counted: email_clicked, clicked by a program, before the mail was opened",
    ):
        assert fate in printed
    fates = {row["fate"]: row["number"] for row in told["dirt-letters"][0].activities.not_counted}
    assert fates.items() >= {"older": 1, "not_yet": 1, "bad date": 2, "dated in the future": 1, "missing id": 1}.items()


def test_a_lead_is_found_by_id_or_by_address_in_any_case(connection):
    assert find(connection, "right_fit_demo_and_pricing") == [{"lead_id": "right_fit_demo_and_pricing"}]
    assert [row["lead_id"] for row in find(connection, "ADA.Okafor@Northwind.io")] == ["right_fit_demo_and_pricing"]


def test_a_lead_is_found_by_another_of_its_addresses(connection):
    marks = "int_record_identifiers_hashed"
    connection.execute(f"create temp table {marks} as select * from analytics_build.{marks}")
    try:
        connection.execute(
            f"insert into {marks} select * replace (sha256('ada@home.example') as mark) from {marks} "
            "where mark = sha256('ada.okafor@northwind.io')"
        )
        assert [row["lead_id"] for row in find(connection, "Ada@home.example")] == ["right_fit_demo_and_pricing"]
    finally:
        connection.execute(f"drop table temp.{marks}")


def test_of_several_leads_of_an_address_all_are_listed_and_the_best_is_first(connection, told):
    connection.execute("create temp table int_leads as select * from analytics_build.int_leads")
    try:
        shared = ["link_scanner", "profiling_objection", "right_fit_demo_and_pricing"]
        connection.execute("update int_leads set email = 'info@shared.example' where list_contains(?, lead_id)", [shared])
        found = find(connection, "Info@shared.example")
    finally:
        connection.execute("drop table temp.int_leads")
    assert [row["lead_id"] for row in found] == ["right_fit_demo_and_pricing", "link_scanner", "profiling_objection"]
    printed = lines(told[found[0]["lead_id"]][0], found)
    assert printed[0] == "3 leads have this e-mail address; the first of these is explained."
    assert [line.split()[0] for line in printed[1].splitlines()[1:]] == [row["lead_id"] for row in found]


def test_a_lead_that_nobody_knows_is_one_sentence(connection):
    with pytest.raises(WarehouseError, match=r"address right_fit_demo; did you mean right_fit_demo_and_pricing"):
        find(connection, "right_fit_demo")
    with pytest.raises(WarehouseError, match=r"; did you mean lead-\d+ or lead-\d+ or lead-\d+\?$"):
        find(connection, "lead-25")
    with pytest.raises(WarehouseError, match=r"^No lead has the id or the e-mail address 1234567890\.$"):
        find(connection, "1234567890")


def test_a_row_that_made_no_lead_is_told_from_an_unknown_one(connection):
    for lead_id, why in {
        "dirt-bad-date": "its row was turned away (bad date); rejected_records has it as it came",
        "dirt-not-yet": "it was created after the moment that is scored",
    }.items():
        with pytest.raises(WarehouseError, match=f"^{re.escape(f'{lead_id} is no lead: {why}.')}$"):
            find(connection, lead_id)


def test_a_file_that_changed_since_the_build_is_said(connection, blocks):
    def changed(name: str, **expressions: str) -> list[str]:
        ours = [
            dataclasses.replace(block, expressions={**block.expressions, **expressions}) if block.name == name else block
            for block in blocks
        ]
        return explain(connection, ours, "right_fit_demo_and_pricing").changed

    assert changed("decides", is_met="seniority = 'owner'") == ["decides"]
    assert changed("decides", is_met="a_new_column >= 1") == ["decides"]
    assert changed("right_fit_and_intent", enters="fit_score >= 20 and intent_score >= 30") == ["right_fit_and_intent"]
    assert changed("decides", is_met="seniority in ('{{ 'vp' }}')") == []


def test_who_waited_until_it_expired_is_not_said_to_be_refused():
    """What ended its time as an MQL last is said: that nobody touched it, or that sales refused it."""
    early, late = datetime(2026, 1, 7), datetime(2026, 2, 11)
    for refused_at, expired_at, said in (
        (None, late, "was an MQL until 2026-02-11 00:00 and left the list, since nobody touched it in time"),
        (early, late, "was an MQL until 2026-02-11"),
        (late, early, "sales refused it on 2026-02-11"),
        (early, None, "sales refused it on 2026-01-07"),
    ):
        stage = {"stage": "engaged", "qualified_by": "hand_raise", "expired_at": expired_at}
        sentence, _ = next_stage(SimpleNamespace(row={"refused_at": refused_at}), stage, [])
        assert said in sentence and "none" not in sentence
