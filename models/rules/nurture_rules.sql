-- One row per lead and nurture segment. `applies_to` names the stage that the lead must be in, or with_sales (sal, sql,
-- opportunity) or not_qualified (lead, engaged); of the segments that apply, the one of lowest priority number counts.
-- The lead is contacted every so many days, with content for that stage of its journey.
with

leads as (
    select * from {{ ref('scored_leads') }}
)

select
    lead_id,
    1 as priority,
    'recycled' as applies_to,
    'lost' as segment,
    'Wait for the recycle period to end, then ask what has changed since the deal was lost' as action,
    60 as every_days,
    'decision' as journey_stage,
    refusal_reason = 'lost' as applies
from leads

union all

select
    lead_id,
    2 as priority,
    'recycled' as applies_to,
    'recycled' as segment,
    'Wait for the recycle period to end, then send what answers the reason of the refusal' as action,
    30 as every_days,
    'consideration' as journey_stage,
    true as applies
from leads

union all

select
    lead_id,
    3 as priority,
    'mql' as applies_to,
    'waiting_mql' as segment,
    'Send what helps to decide, until sales answers' as action,
    7 as every_days,
    'decision' as journey_stage,
    true as applies
from leads

union all

-- Neither sales nor the lead did anything for 30 days.
select
    lead_id,
    4 as priority,
    'with_sales' as applies_to,
    'stalled' as segment,
    'Ask the seller whether to go on; send what helps to decide' as action,
    14 as every_days,
    'decision' as journey_stage,
    days_since_outcome > 30 and coalesce(days_since_activity > 30, true) as applies
from leads

union all

select
    lead_id,
    5 as priority,
    'engaged' as applies_to,
    'intent_gone_cold' as segment,
    'Send something new about what they looked at' as action,
    14 as every_days,
    'consideration' as journey_stage,
    last_intent_at is not null and intent_score < 10 and days_since_intent > 21 as applies
from leads

union all

select
    lead_id,
    6 as priority,
    'not_qualified' as applies_to,
    'fit_without_engagement' as segment,
    'Invite to a webinar or an event' as action,
    14 as every_days,
    'awareness' as journey_stage,
    fit_score >= 20 and (activities_90d = 0 or engagement_score + intent_score < 10) as applies
from leads

union all

select
    lead_id,
    7 as priority,
    'engaged' as applies_to,
    'engagement_without_fit' as segment,
    'Keep on the newsletter; ask about company and role' as action,
    30 as every_days,
    'awareness' as journey_stage,
    fit_score < 20 and engagement_score + intent_score >= 10 as applies
from leads

union all

select
    lead_id,
    8 as priority,
    'lead' as applies_to,
    'new' as segment,
    'Send the welcome series' as action,
    7 as every_days,
    'awareness' as journey_stage,
    days_since_created <= 14 as applies
from leads

union all

select
    lead_id,
    9 as priority,
    'customer' as applies_to,
    'customer' as segment,
    'Keep on the customers'' newsletter' as action,
    30 as every_days,
    'decision' as journey_stage,
    true as applies
from leads

union all

-- Leads that no segment above takes: nobody is left without one.
select
    lead_id,
    10 as priority,
    'not_qualified' as applies_to,
    'in_touch' as segment,
    'Keep on the newsletter' as action,
    30 as every_days,
    'awareness' as journey_stage,
    true as applies
from leads
