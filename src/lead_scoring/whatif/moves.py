"""Who moved between two sets of criteria and rules: queries over the schemas in which both were run."""

from collections.abc import Sequence
from dataclasses import dataclass

import duckdb

from lead_scoring.blocks import DIMENSIONS
from lead_scoring.warehouse import Row, fetch

# A lead is in one stage before and in one after; sales_ready is a flag that changes the order of calls.
STAGES = """
with pairs as (
    select before.stage as stage_before, after.stage as stage_after
    from {before}.lead_stages as before
    inner join {after}.lead_stages as after using (lead_id)
    union all
    select case when before.sales_ready then 'sales_ready' end, case when after.sales_ready then 'sales_ready' end
    from {before}.lead_stages as before
    inner join {after}.lead_stages as after using (lead_id)
),
stages as (select stage_before as stage from pairs union select stage_after from pairs)
select
    stages.stage,
    count(*) filter (stage_before = stages.stage) as before,
    count(*) filter (stage_after = stages.stage) as after,
    count(*) filter (stage_after = stages.stage and stage_before is distinct from stages.stage) as entered,
    count(*) filter (stage_before = stages.stage and stage_after is distinct from stages.stage) as left_it
from stages
inner join pairs on stages.stage in (stage_before, stage_after)
group by all
order by entered + left_it desc, before desc, stages.stage
"""
LEADS = """
select
    concat(before.stage, ' to ', after.stage) as moved, lead_id, scores_before.lead_score as before,
    scores.lead_score as after, coalesce(before.qualified_by, 'none') as rules_before,
    coalesce(after.qualified_by, 'none') as rules_after
from {before}.lead_stages as before
inner join {after}.lead_stages as after using (lead_id)
inner join {before}.lead_scores as scores_before using (lead_id)
inner join {after}.lead_scores as scores using (lead_id)
where before.stage <> after.stage
order by after.stage <> 'mql', before.stage <> 'mql', abs(scores.lead_score - scores_before.lead_score) desc, lead_id
"""
# A lead counts for each changed criterion that it meets on one side only, or that gives it other points.
CRITERIA = """
with sides as (
    select
        lead_id, criterion, before.criterion_status = 'met' as met_before, after.criterion_status = 'met' as met_after,
        case when before.criterion_status = 'met' then before.points else 0 end as points_before,
        case when after.criterion_status = 'met' then after.points else 0 end as points_after
    from (select * from {before}_build.lead_criteria where criterion in ({names})) as before
    full join (select * from {after}_build.lead_criteria where criterion in ({names})) as after using (lead_id, criterion)
)
select
    criterion, count(*) as leads,
    count(*) filter (met_after and not coalesce(met_before, false)) as newly_met,
    count(*) filter (met_before and not coalesce(met_after, false)) as no_longer_met,
    sum(coalesce(points_after, 0) - coalesce(points_before, 0)) as points,
    count(*) filter (before.stage <> after.stage) as changed_stage,
    count(*) filter (after.stage = 'mql' and before.stage <> 'mql') as entered_mql,
    count(*) filter (before.stage = 'mql' and after.stage <> 'mql') as left_mql
from sides
inner join {before}.lead_stages as before using (lead_id)
inner join {after}.lead_stages as after using (lead_id)
-- Who objected to profiling has criteria, and no score that they could move.
inner join {after}.lead_scores as scores on sides.lead_id = scores.lead_id and scores.lead_score is not null
where coalesce(met_before, false) <> coalesce(met_after, false) or coalesce(points_before, 0) <> coalesce(points_after, 0)
group by criterion
order by leads desc, criterion
"""
RULES = """
with sides as (
    select lead_id, unnest(string_to_array(qualified_by, ', ')) as rule, 'before' as side from {before}.lead_stages
    union all
    select lead_id, unnest(string_to_array(qualified_by, ', ')), 'after' from {after}.lead_stages
),
leads as (select lead_id, rule, bool_or(side = 'before') as was, bool_or(side = 'after') as holds from sides group by all)
select
    rule, count(*) filter (was) as before, count(*) filter (holds) as after,
    count(*) filter (holds and not was) as newly_held,
    count(*) filter (was and not holds) as no_longer_held
from leads
group by rule
order by newly_held + no_longer_held desc, rule
"""
SCORES = """
with bands as (
    select least(lead_score // 10, 9) * 10 as band, 'before' as side from {before}.lead_scores where lead_score is not null
    union all
    select least(lead_score // 10, 9) * 10, 'after' from {after}.lead_scores where lead_score is not null
)
select
    concat(band, '-', case when band = 90 then 100 else band + 9 end) as score,
    count(*) filter (side = 'before') as before, count(*) filter (side = 'after') as after
from bands
group by band
order by band
"""
QUEUE = """
with queues as (
    select owner_id, turn, 'before' as side from {before}.sales_queue
    union all
    select owner_id, turn, 'after' from {after}.sales_queue
)
select
    coalesce(queues.owner_id, '(nobody)') as owner,
    count(*) filter (side = 'before') as before, count(*) filter (side = 'after') as after,
    count(*) filter (side = 'before' and turn = 'waits') as waited,
    count(*) filter (side = 'after' and turn = 'waits') as waits,
    case when owner_id is not null then max(coalesce(own.leads_per_day, everyone.leads_per_day)) end as a_day
from queues
left join {marts}_build.daily_caps as own on queues.owner_id = own.value
left join {marts}_build.daily_caps as everyone on everyone.value = '(everyone)'
group by queues.owner_id
order by queues.owner_id nulls first
"""
AGREEMENTS = """
select after.warning
from {after}_build.broken_agreements as after
anti join {before}_build.broken_agreements as before using (lead_id)
order by after.lead_id
"""
# Of each side the back-tests of the dates and window that were last tested of either.
BACKTESTS = """
with tested as (
    select
        case criteria_version when ? then 'before' when ? then 'after' end as criteria,
        *, max_by((first_date, last_date, dates, within_days, connectors), recorded_at) over () as newest
    from {marts}.backtest_history
    where criteria_version in (?, ?)
)
select
    criteria, concat(first_date::date, ' to ', last_date::date) as dates_scored, dates, within_days as within, leads,
    conversions as bought, auc as "area under the curve", auc_low as "from", auc_high as "to",
    lift as "lift of the best tenth"
from tested
where (first_date, last_date, dates, within_days, connectors) = newest
order by criteria = 'after'
"""
NO_BACKTEST = "Neither side was back-tested; make backtest does it for the criteria of the working tree."


@dataclass(frozen=True)
class Sides:
    """The schemas in which the old and the new criteria were run, and the moment both scored."""

    before: str
    after: str
    as_of: str


@dataclass(frozen=True)
class Section:
    """One table of the report; `empty` is what stands there when it has no rows."""

    title: str
    rows: Sequence[Row]
    empty: str


def moves(connection: duckdb.DuckDBPyConnection, sides: Sides, marts: str, changed: list[tuple[str, str]]) -> list[Section]:
    """What changed, and who moved because of it. `changed`: (file, name) of the blocks that differ."""
    criteria = [name for file, name in changed if file in DIMENSIONS]

    def ask(sql: str, **more: str) -> list[Row]:
        return fetch(connection, sql.format(before=sides.before, after=sides.after, marts=marts, **more))

    names = ", ".join("'" + name.replace("'", "''") + "'" for name in criteria) or "null"
    return [
        Section("Changed blocks", [{"file": file, "block": name} for file, name in changed], "None."),
        Section("Stages", ask(STAGES), "There is no lead."),
        Section("Leads that change their stage", ask(LEADS), "None."),
        Section("Criteria: leads for which they say something else", ask(CRITERIA, names=names), "None."),
        Section("Rules: leads for which they hold", ask(RULES), "None."),
        Section("Scores", ask(SCORES), "Nobody has a score."),
        Section("Sales queue", ask(QUEUE), "It is empty on both sides."),
        Section("Agreed examples that are broken now", ask(AGREEMENTS), "None."),
    ]


def backtests(connection: duckdb.DuckDBPyConnection, marts: str, before: str, after: str) -> Section:
    """How well the scores of both sides, by the versions of their criteria, foretold who bought, where that was tested."""
    rows = fetch(connection, BACKTESTS.format(marts=marts), [before, after, before, after])
    return Section("Back-test", rows, NO_BACKTEST)
