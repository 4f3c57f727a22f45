-- One row per cut of the leads, its value, and band of the highest score recorded of a lead before it bought: who bought.
with

banded as (
    select
        *,
        case
            when highest_score is null then 'not known'
            when highest_score < 20 then '0-19'
            when highest_score < 40 then '20-39'
            when highest_score < 60 then '40-59'
            when highest_score < 80 then '60-79'
            else '80-100'
        end as score_band
    from {{ ref('journey_cuts') }}
),

counted as (
    select
        cut_by,
        cut_value,
        score_band,
        count(*) as leads,
        count(mql_at) as mqls,
        count(customer_at) as customers,
        sum(revenue) as revenue
    from banded
    group by cut_by, cut_value, score_band
),

-- Who bought before it was first scored would only blur what a score says.
known as (
    select
        cut_by,
        cut_value,
        sum(leads) as leads,
        sum(customers) as customers
    from counted
    where score_band <> 'not known'
    group by cut_by, cut_value
)

select
    counted.cut_by,
    counted.cut_value,
    counted.score_band,
    cast(counted.leads as integer) as leads,
    cast(counted.mqls as integer) as mqls,
    cast(counted.customers as integer) as customers,
    {{ ratio('counted.customers', 'counted.leads') }} as conversion,
    {{ ratio('counted.customers * known.leads', '(counted.leads * known.customers)') }} as lift,
    {{ compared(
        'counted.customers', 'counted.leads', '(known.customers - counted.customers)', '(known.leads - counted.leads)', 30,
        {'more': 'buys more', 'less': 'buys less'}
    ) }} as verdict,
    cast(counted.revenue as numeric(18, 2)) as revenue
from counted
left join known
    on counted.cut_by = known.cut_by and counted.cut_value = known.cut_value and counted.score_band <> 'not known'
