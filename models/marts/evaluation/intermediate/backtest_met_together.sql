-- One row per set of criteria that leads met together on the date scored, with the points of each: how many leads met just these,
-- and how many of them bought in the window after. Only `make backtest` reads it, date after date.
{{ config(materialized='view') }}

with

met as (
    select
        lead_id,
        {{ sorted_list("concat(dimension, ':', criterion, '=', points)") }} as criteria_met
    from {{ ref('lead_score_reasons') }}
    where criterion <> 'limit'
    group by lead_id
)

select
    leads.as_of,
    coalesce(met.criteria_met, '') as criteria_met,
    cast(count(*) as integer) as leads,
    {{ how_many('leads.is_converted') }} as conversions
from {{ ref('backtest_scored') }} as leads
left join met
    on leads.lead_id = met.lead_id
group by leads.as_of, coalesce(met.criteria_met, '')
