-- One row per lead: its features, scores and grade, and what sales last said. The only thing a rule reads.
{{ config(materialized=read_often()) }}

with

-- Not among the features: no score depends on a purchase.
orders as (
    select
        leads.lead_id,
        types.last_at as last_order_at
    from {{ ref('lead_activity_types') }} as types
    inner join {{ ref('int_leads') }} as leads
        on types.lead_number = leads.lead_number
    where types.activity_type = 'order_placed'
),

leads as (
    select
        features.*,
        scores.fit_score,
        scores.engagement_score,
        scores.intent_score,
        scores.lead_score,
        scores.grade_letter,
        scores.grade,
        scores.disqualification_reason,
        outcomes.last_outcome,
        outcomes.last_outcome_at,
        outcomes.last_outcome_until,
        outcomes.answered_until,
        outcomes.last_accepted_at,
        outcomes.last_meeting_held_at,
        outcomes.last_qualified_at,
        outcomes.last_opportunity_at,
        outcomes.refused_at,
        outcomes.refused_until,
        outcomes.refusal_reason,
        outcomes.recycled_until,
        outcomes.hand_raise_ends_recycling,
        outcomes.attempts,
        greatest(outcomes.last_won_at, orders.last_order_at) as last_purchase_at
    from {{ ref('lead_features') }} as features
    inner join {{ ref('int_lead_scores') }} as scores
        on features.lead_id = scores.lead_id
    left join {{ ref('lead_outcomes') }} as outcomes
        on features.lead_id = outcomes.lead_id
    left join orders
        on features.lead_id = orders.lead_id
)

select
    *,
    demo_requested_30d + quote_requested_30d + contact_sales_requested_30d > 0
    and (answered_until is null or answered_until < last_hand_raise_at) as has_raised_hand,
    -- Looks to buy through the shop, and in no other way.
    cart_item_added_30d + checkout_started_30d + wishlist_item_added_30d > 0
    and demo_downloaded_30d + trial_started_30d + trial_activated_30d + product_used_30d = 0 as is_shopper,
    {{ days_between('created_at', 'as_of') }} as days_since_created,
    {{ days_between('last_activity_at', 'as_of') }} as days_since_activity,
    {{ days_between('last_intent_at', 'as_of') }} as days_since_intent,
    {{ days_between('last_outcome_at', 'as_of') }} as days_since_outcome,
    {{ days_between('last_purchase_at', 'as_of') }} as days_since_purchase
from leads
