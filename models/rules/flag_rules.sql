-- One row per lead and flag. A flag marks a lead without moving its stage: hand_raiser (asked, and sales has not answered),
-- sales_ready (to be called before other MQLs), customer_is_back (a customer who looks to buy again).
with

leads as (
    select * from {{ ref('scored_leads') }}
)

select
    lead_id,
    'hand_raiser' as flag,
    'Asked to talk to us, not answered yet' as reason,
    has_raised_hand as enters,
    has_raised_hand as stays
from leads

union all

select
    lead_id,
    'sales_ready' as flag,
    'Right company, and asked or strong buying signals' as reason,
    fit_score >= 20 and (has_raised_hand or intent_score >= 20) as enters,
    fit_score >= 20 and (has_raised_hand or intent_score >= 14) as stays
from leads

union all

select
    lead_id,
    'customer_is_back' as flag,
    'A customer who looks to buy again' as reason,
    coalesce(last_hand_raise_at > last_purchase_at, false)
    or (days_since_purchase >= 30 and intent_score >= 20) as enters,
    coalesce(last_hand_raise_at > last_purchase_at, false)
    or (days_since_purchase >= 30 and intent_score >= 14) as stays
from leads
