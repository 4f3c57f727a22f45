-- One row per lead and nurture segment. `applies_to` names the stage that the lead must be in; of the segments that apply,
-- the one of lowest priority number counts.
with

leads as (
    select * from {{ ref('scored_leads') }}
)

select
    lead_id,
    1 as priority,
    'recycled' as applies_to,
    'recycled' as segment,
    'Wait for the recycle period to end, then send what answers the reason of the refusal' as action,
    true as applies
from leads

union all

select
    lead_id,
    2 as priority,
    'engaged' as applies_to,
    'intent_gone_cold' as segment,
    'Send something new about what they looked at' as action,
    last_intent_at is not null and intent_score < 10 and days_since_intent > 21 as applies
from leads

union all

select
    lead_id,
    3 as priority,
    'engaged' as applies_to,
    'fit_without_engagement' as segment,
    'Invite to a webinar or an event' as action,
    fit_score >= 20 and engagement_score + intent_score < 10 as applies
from leads

union all

select
    lead_id,
    4 as priority,
    'lead' as applies_to,
    'fit_without_engagement' as segment,
    'Invite to a webinar or an event' as action,
    fit_score >= 20 as applies
from leads

union all

select
    lead_id,
    5 as priority,
    'engaged' as applies_to,
    'engagement_without_fit' as segment,
    'Keep on the newsletter; ask about company and role' as action,
    fit_score < 20 and engagement_score + intent_score >= 10 as applies
from leads

union all

select
    lead_id,
    6 as priority,
    'lead' as applies_to,
    'new' as segment,
    'Send the welcome series' as action,
    days_since_created <= 14 as applies
from leads
