-- One row per spelling of a user agent in raw_activities that automated_agents knows as a program.
{{ config(materialized='table') }}

with

given as (
    select distinct user_agent as spelling from {{ ref('raw_activities') }}
)

select distinct given.spelling
from given
inner join {{ ref('automated_agents') }} as patterns
    on {{ is_like('lower(given.spelling)', 'lower(patterns.value)') }}
