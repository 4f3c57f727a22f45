-- One row per lead that bought: orders of the look-back, and deals that sales recorded as won whenever that was.

with

purchases as (
    select
        leads.lead_id,
        activities.occurred_at,
        activities.amount
    from {{ ref('int_activities_deduped') }} as activities
    inner join {{ ref('int_leads') }} as leads
        on activities.lead_number = leads.lead_number
    where activities.activity_type = 'order_placed'

    union all

    select
        lead_id,
        occurred_at,
        amount
    from {{ ref('int_sales_outcomes') }}
    where outcome = 'won'
)

select
    lead_id,
    min(occurred_at) as first_purchase_at,
    cast(count(*) as integer) as purchases,
    {{ how_many('amount is null') }} as purchases_without_amount,
    cast(coalesce(sum(amount), 0) as numeric(18, 2)) as revenue
from purchases
group by lead_id
