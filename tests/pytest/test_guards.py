"""What an analyst's edit must not do is said in one sentence that names the file and the block, before anything is built."""

import duckdb
import pytest
from conftest import copy_of_project, dbt

from lead_scoring.failures import failures

CRITERION = "\nunion all\nselect lead_id, '{name}' as criterion, 'A reason' as reason, {points} as points, {condition} as is_met\nfrom leads\n"
# file, what is replaced (None: a block is added), by what, what is said.
EDITS = [
    ("criteria/fit", None, CRITERION.format(name="reads_pricing", points=5, condition="true"),
     "models/criteria/intent_criteria.sql, block reads_pricing: the criterion reads_pricing is in "
     "models/criteria/fit_criteria.sql too; rename one of them."),
    ("criteria/fit", None, CRITERION.format(name="Works Hard", points=5, condition="true"),
     "models/criteria/fit_criteria.sql, block Works Hard: the criterion is 'Works Hard'; write a name in snake_case, "
     "such as 'reads_pricing'."),
    ("criteria/fit", None, CRITERION.format(name="in_a_list", points=5, condition="lead_id in (select lead_id from other)"),
     "models/criteria/fit_criteria.sql, block in_a_list: has a second select; write no sub-query here, and `union all` "
     "between two blocks."),
    ("criteria/fit", None, CRITERION.format(name="is_new", points=5, condition="created_at > current_date - 7"),
     "models/criteria/fit_criteria.sql, block is_new: asks the clock, or chance, with current_date; the columns of lead_features are as of "
     "the day scored."),
    ("criteria/fit", None, CRITERION.format(name="is_newer", points=5, condition="created_at > {{ as_of(-7) }}"),
     "models/criteria/fit_criteria.sql, block is_newer: asks the clock, or chance, with as_of; the columns of lead_features are as of the "
     "day scored."),
    ("criteria/fit", None, CRITERION.format(name="nothing", points="null", condition="true"),
     "models/criteria/fit_criteria.sql, block nothing: the points are null; write a whole number."),
    ("criteria/fit", None, CRITERION.format(name="halves", points="2.5", condition="true"),
     "models/criteria/fit_criteria.sql, block halves: the points are 2.5; write a whole number."),
    ("criteria/fit", None, CRITERION.format(name="limit", points=1, condition="true"),
     "models/criteria/fit_criteria.sql, block limit: the name limit stands for points that a limit takes away; choose another."),
    ("criteria/fit", None, CRITERION.format(name="where_it_hurts", points=1, condition="true") + "where has_email\n",
     "models/criteria/fit_criteria.sql, block where_it_hurts: must end with `from leads`: a lead that a `where` leaves out has no "
     "answer; put the condition into the columns."),
    ("criteria/fit", None, CRITERION.format(name="has_a_semicolon", points=1, condition="true").replace("from leads", "from leads;"),
     "models/criteria/fit_criteria.sql, block has_a_semicolon: ends with a semicolon; delete it."),
    ("criteria/fit", None, CRITERION.format(name="distinct_leads", points=1, condition="true").replace("select", "select distinct"),
     "models/criteria/fit_criteria.sql, block distinct_leads: selects distinct rows; each lead is there once, so write `select`."),
    ("criteria/fit", None, CRITERION.format(name="buys_again", points=1, condition="is_customer_in_crm"),
     "models/criteria/fit_criteria.sql, block buys_again: reads what the CRM says of a lead, which no back-test can see; write a gate."),
    ("criteria/fit", None, CRITERION.format(name="draws_lots", points=1, condition="random() > 0.5"),
     "models/criteria/fit_criteria.sql, block draws_lots: asks the clock, or chance, with random; the columns of lead_features are as of the "
     "day scored."),
    ("criteria/fit", None, CRITERION.format(name="of_others", points=1, condition="true").replace("lead_id,", "upper(lead_id) as lead_id,"),
     "models/criteria/fit_criteria.sql, block of_others: the lead_id is upper(lead_id); write lead_id as it is."),
    ("criteria/fit", None, CRITERION.format(name="from_first", points=1, condition="exists (from leads where has_email)"),
     "models/criteria/fit_criteria.sql, block from_first: has a second select; write no sub-query here, and `union all` between two "
     "blocks."),
    ("criteria/engagement", "'Attended a webinar, last on ', cast(webinar_attended_last_at as date)) as reason",
     "'Attended a webinar, last on ', cast(webinar_attended_last_at as date)) as rason",
     "models/criteria/engagement_criteria.sql, block attended_webinar: has the columns lead_id, criterion, rason, points, is_met; "
     "write lead_id, criterion, reason, points, is_met, in this order."),
    ("criteria/engagement", "    'subscribed_to_newsletter' as criterion,\n    'Subscribes to the newsletter' as reason,",
     "    'Subscribes to the newsletter' as reason,\n    'subscribed_to_newsletter' as criterion,",
     "models/criteria/engagement_criteria.sql, block subscribed_to_newsletter: has the columns lead_id, reason, criterion, points, "
     "is_met; write lead_id, criterion, reason, points, is_met, in this order."),
    ("criteria/engagement", "'clicks_emails' as criterion", "'Clicks links' as criterion",
     "models/criteria/engagement_criteria.sql, block Clicks links: the criterion is 'Clicks links'; write a name in snake_case, "
     "such as 'reads_pricing'."),
    ("criteria/engagement", "active_days_30d >= 3 as is_met\nfrom leads\n\nunion all", "active_days_30d >= 3 as is_met\nfrom leads\n",
     "models/criteria/engagement_criteria.sql, block keeps_visiting: has a second select; write no sub-query here, and "
     "`union all` between two blocks."),
    ("criteria/intent", "least(5 * pricing_page_viewed_days_30d, 15) as points", "least(5 * * pricing_page_viewed_days_30d, 15 as points",
     "models/criteria/intent_criteria.sql, block reads_pricing: syntax error at or near \"pricing_page_viewed_days_30d\"."),
    ("rules/handover", "'country not recognised' as", "'country not recognised as",
     "models/rules/handover_rules.sql, block country not recognised: unterminated string literal."),
    ("criteria/disqualification", "{{ ref('lead_features') }}", "{{ ref('int_leads') }}",
     "models/criteria/disqualification_criteria.sql: reads int_leads; this file reads lead_features only."),
    ("rules/qualification", "grade_letter = 'U' and intent_score >= 20 and days_since_activity <= 21 as enters,\n    grade_letter = 'U' "
     "and intent_score >= 14 and days_since_activity <= 21 as stays\nfrom leads",
     "true as enters, true as stays from leads inner join {{ ref('lead_identity') }} as people on leads.lead_id = people.lead_id",
     "models/rules/qualification_rules.sql, block unknown_fit_strong_intent: reads lead_identity; this file reads scored_leads only."),
    ("rules/qualification", None, None,
     "models/rules/qualification_rules.sql, block unknown_fit_strong_intent: has a join; this file reads scored_leads only."),
    ("rules/qualification", "'fair_fit_strong_intent' as rule", "'right_fit_and_intent' as rule",
     "models/rules/qualification_rules.sql, block right_fit_and_intent: the rule right_fit_and_intent is in this file too; rename one of them."),
    ("rules/score_limits", "40 as max_points", "45 as max_points",
     "models/rules/score_limits.sql: the limits sum to 105; let them sum to 100."),
    ("rules/flag", "'sales_ready' as flag", "'call_first' as flag",
     "models/rules/flag_rules.sql, block call_first: there is no flag call_first; there are: hand_raiser, sales_ready, "
     "customer_is_back."),
    ("rules/nurture", "'recycled' as applies_to", "'not_profiled' as applies_to",
     "models/rules/nurture_rules.sql, block 1: applies to not_profiled, which no lead to nurture ever is; there are: lead, "
     "not_qualified, engaged, mql, recycled, customer, sal, with_sales, sql, opportunity."),
    ("rules/nurture", "7 as every_days", "'7' as every_days",
     "models/rules/nurture_rules.sql, block 3: the every days are '7'; write a whole number."),
    ("rules/nurture", "'consideration' as journey_stage", "'thinking' as journey_stage",
     "models/rules/nurture_rules.sql, block 2: the journey stage is 'thinking'; write 'awareness', 'consideration' or 'decision'."),
    ("rules/next_step", "'mql' as applies_to", "'mqll' as applies_to",
     "models/rules/next_step_rules.sql, block 4: applies to mqll, which no lead ever is; there are: customer, "
     "opportunity, sql, sal, not_profiled, disqualified, recycled, mql, engaged, lead, hand_raiser, sales_ready, "
     "customer_is_back."),
    ("rules/next_step", "'qualified' as counts_from", "'qualifed' as counts_from",
     "models/rules/next_step_rules.sql, block 6: counts from qualifed, which is no time known; there are: hand_raise, intent, "
     "qualified, sales_ready."),
    ("criteria/behaviour", None, "-- One row per lead.\nselect lead_id from {{ ref('lead_features') }}",
     "models/criteria/behaviour_criteria.sql: nothing reads this file; move its blocks into one of disqualification_criteria.sql, "
     "engagement_criteria.sql, fit_criteria.sql, intent_criteria.sql."),
]  # fmt: skip


def path_of(project, file: str):
    folder, name = file.split("/")
    ending = "" if name == "score_limits" else "_criteria" if folder == "criteria" else "_rules"
    return project / "models" / folder / f"{name}{ending}.sql"


@pytest.fixture(scope="module")
def said(tmp_path_factory) -> tuple[set[str], list]:
    """What one run says of a project in which all of the edits were made, and the tables that it built."""
    project = copy_of_project(tmp_path_factory.mktemp("guards"))
    for file, old, new, _ in EDITS:
        path = path_of(project, file)
        text = path.read_text() if path.exists() else ""
        if old is not None:
            assert old in text, f"{old!r} is not in {path.name}"
            path.write_text(text.replace(old, new, 1))
        elif new is not None:
            path.write_text(text + new)
    result = dbt(project, "run")
    assert not result.success
    message = result.result[0].message if result.result else str(result.exception)
    with duckdb.connect(project / "warehouse.duckdb") as connection:
        built = connection.execute("select table_name from information_schema.tables").fetchall()
    return {line.strip() for line in message.splitlines()}, built


@pytest.mark.parametrize("sentence", [edit[-1] for edit in EDITS])
def test_an_edit_is_refused_in_one_sentence(said, sentence):
    assert sentence in said[0], "\n".join(sorted(said[0]))


def test_nothing_else_is_said_and_nothing_is_built(said):
    sentences, built = said
    assert {line for line in sentences if line.startswith("models/")} == {edit[-1] for edit in EDITS}
    assert built == []


@pytest.mark.parametrize(
    "path, before, after, sentence",
    [
        (
            "models/criteria/fit_criteria.sql", "lead_features", "scored_leads",
            "models/criteria/fit_criteria.sql: reads scored_leads, which is made of it; read lead_features.",
        ),
        (
            "models/rules/flag_rules.sql", "scored_leads", "lead_stages",
            "models/rules/flag_rules.sql: reads lead_stages, which is made of it; read scored_leads.",
        ),
    ],
)  # fmt: skip
def test_a_file_that_reads_what_is_made_of_it(tmp_path, monkeypatch, path, before, after, sentence):
    """dbt sees a cycle before it asks any guard."""
    project = copy_of_project(tmp_path)
    (project / path).write_text((project / path).read_text().replace(f"ref('{before}')", f"ref('{after}')"))
    outcome = dbt(project, "run")
    monkeypatch.chdir(project)
    assert list(failures(outcome)) == [sentence]
