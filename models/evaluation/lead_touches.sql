-- One row per lead: how often it dealt with us, and sales with it, before it first bought; of who has not bought, until as_of.
{{ config(schema='build') }}

with

activities as (
    select
        milestones.lead_id,
        count(*) as touches
    from {{ ref('human_activities') }} as activities
    inner join {{ ref('lead_milestones') }} as milestones
        on activities.lead_id = milestones.lead_id
    where milestones.customer_at is null or activities.occurred_at < milestones.customer_at
    group by milestones.lead_id
),

sales as (
    select
        milestones.lead_id,
        count(*) as sales_touches
    from {{ ref('stg_sales_outcomes') }} as outcomes
    inner join {{ ref('lead_milestones') }} as milestones
        on outcomes.lead_id = milestones.lead_id
    where
        outcomes.outcome in ('attempted', 'connected', 'meeting_held')
        and (milestones.customer_at is null or outcomes.occurred_at < milestones.customer_at)
    group by milestones.lead_id
)

select
    leads.lead_id,
    cast(coalesce(activities.touches, 0) as integer) as touches,
    cast(coalesce(sales.sales_touches, 0) as integer) as sales_touches
from {{ ref('stg_leads') }} as leads
left join activities
    on leads.lead_id = activities.lead_id
left join sales
    on leads.lead_id = sales.lead_id
