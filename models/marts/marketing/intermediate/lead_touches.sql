-- One row per lead: how often it dealt with us, and sales with it, before it first bought; of who has not bought, until as_of.

with

numbered as (
    select
        leads.lead_id,
        leads.lead_number,
        milestones.customer_at
    from {{ ref('int_leads') }} as leads
    inner join {{ ref('lead_milestones') }} as milestones
        on leads.lead_id = milestones.lead_id
),

-- Few buy: of the rest every activity counts, and none is looked up.
customers as (
    select
        lead_number,
        customer_at
    from numbered
    where customer_at is not null
),

activities as (
    select
        activities.lead_number,
        count(*) as touches
    from {{ ref('human_activities') }} as activities
    left join customers
        on activities.lead_number = customers.lead_number
    where customers.customer_at is null or activities.occurred_at < customers.customer_at
    group by activities.lead_number
),

sales as (
    select
        leads.lead_id,
        count(*) as sales_touches
    from {{ ref('int_sales_outcomes') }} as outcomes
    inner join numbered as leads
        on outcomes.lead_id = leads.lead_id
    where
        outcomes.outcome in ('attempted', 'connected', 'meeting_held')
        and (leads.customer_at is null or outcomes.occurred_at < leads.customer_at)
    group by leads.lead_id
)

select
    leads.lead_id,
    cast(coalesce(activities.touches, 0) as integer) as touches,
    cast(coalesce(sales.sales_touches, 0) as integer) as sales_touches
from numbered as leads
left join activities
    on leads.lead_number = activities.lead_number
left join sales
    on leads.lead_id = sales.lead_id
