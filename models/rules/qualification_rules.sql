-- One row per lead and rule. A lead that meets any rule is an MQL, and the list shows which.
-- A lead becomes an MQL by `enters` and remains one by `stays`: entering is harder, so that nobody flaps around a line.
-- No rule reads the total: it only ranks.
with

leads as (
    select * from {{ ref('scored_leads') }}
)

select
    lead_id,
    'hand_raised' as rule,
    'Asked to talk to us' as reason,
    has_raised_hand and grade_letter <> 'D' as enters,
    has_raised_hand and grade_letter <> 'D' as stays
from leads

union all

select
    lead_id,
    'right_fit_and_intent' as rule,
    'Right company and buying signals' as reason,
    fit_score >= 20 and intent_score >= 10 and days_since_activity <= 21 as enters,
    fit_score >= 20 and intent_score >= 7 and days_since_activity <= 21 as stays
from leads

union all

select
    lead_id,
    'fair_fit_strong_intent' as rule,
    'Possible fit, strong signals' as reason,
    fit_score between 10 and 19 and intent_score >= 15 and engagement_score + intent_score >= 20
    and days_since_activity <= 21 as enters,
    fit_score between 10 and 19 and intent_score >= 10 and engagement_score + intent_score >= 14
    and days_since_activity <= 21 as stays
from leads

union all

select
    lead_id,
    'unknown_fit_strong_intent' as rule,
    'We do not know them yet, strong signals' as reason,
    grade_letter = 'U' and intent_score >= 20 and days_since_activity <= 21 as enters,
    grade_letter = 'U' and intent_score >= 14 and days_since_activity <= 21 as stays
from leads

union all

select
    lead_id,
    'ideal_buyer_keeps_engaging' as rule,
    'Ideal buyer, keeps engaging' as reason,
    fit_score >= 30 and engagement_score >= 18 and days_since_activity <= 21 as enters,
    fit_score >= 30 and engagement_score >= 13 and days_since_activity <= 21 as stays
from leads
