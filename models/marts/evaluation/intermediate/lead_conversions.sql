-- One row per lead that ever bought, and per id that it was ever known as: when first, by what sales won or by an order of
-- its own, and for how much.
-- A table for a back-test, which asks it date after date; in an ordinary run nobody does.
{{ config(materialized='table' if env_var('BACKTEST_OF', '') else 'view') }}

with

leads as (
    select distinct
        lead_number,
        known_as
    from {{ ref('int_lead_id_crosswalk') }}
    where lead_status = 'known'
),

orders as (
    select
        leads.known_as as lead_id,
        activities.occurred_at,
        activities.amount,
        row_number() over (
            partition by activities.activity_key
            order by activities.occurred_at asc, activities.lead_number asc, activities.amount desc nulls last
        ) as copy_number
    from {{ ref('int_activities_keyed') }} as activities
    inner join {{ ref('stg_activity_types') }} as types
        on activities.type_number = types.type_number and types.activity_type = 'order_placed'
    inner join leads
        on activities.lead_number = leads.lead_number
    where activities.exclusion_reason is null
),

purchases as (
    select
        lead_id,
        occurred_at,
        amount
    from orders
    where copy_number = 1

    union all

    select
        lead_id,
        occurred_at,
        amount
    from {{ ref('int_sales_outcomes') }}
    where outcome = 'won'
),

ranked as (
    select
        *,
        row_number() over (partition by lead_id order by occurred_at asc, amount desc nulls last) as place
    from purchases
)

select
    ranked.lead_id,
    ranked.occurred_at as converted_at,
    ranked.amount as revenue
from ranked
where ranked.place = 1

union all

-- Under the ids of the other records of the lead too: on an earlier date it may have been known as one of them.
select distinct
    keys.lead_id,
    ranked.occurred_at as converted_at,
    ranked.amount as revenue
from ranked
inner join {{ ref('int_lead_id_crosswalk') }} as keys
    on ranked.lead_id = keys.known_as
where ranked.place = 1 and keys.is_merged and keys.lead_id <> keys.known_as
