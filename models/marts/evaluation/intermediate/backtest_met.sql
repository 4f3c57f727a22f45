-- One row per criterion, of the leads that had not bought by the date scored: how many met it, did not, or cannot be told, and
-- how many of each bought in the window after. Only `make backtest` reads it, date after date.
{{ config(materialized='view') }}
{%- set statuses = ['met', 'not_met', 'unknown'] %}

select
    leads.as_of,
    criteria.dimension,
    criteria.criterion,
    {%- for status in statuses %}
    {%- set of_status = "criteria.criterion_status = '" ~ status ~ "'" %}
    {{ how_many(of_status) }} as leads_{{ status }},
    {{ how_many(of_status ~ ' and leads.is_converted') }} as conversions_{{ status }},
    {%- endfor %}
    cast(min(case when criteria.criterion_status = 'met' then criteria.points end) as integer) as least_points,
    cast(max(case when criteria.criterion_status = 'met' then criteria.points end) as integer) as most_points,
    cast(
        sum(case when criteria.criterion_status = 'met' and leads.attributes_are_later then 1 else 0 end) as integer
    ) as attributes_are_later
from {{ ref('lead_criteria') }} as criteria
inner join {{ ref('backtest_scored') }} as leads
    on criteria.lead_id = leads.lead_id
group by leads.as_of, criteria.dimension, criteria.criterion
