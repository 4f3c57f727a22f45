-- One row per user agent of the raw activities that automated_agents knows as a program.
{{ config(materialized='table') }}

with

given as (
    select distinct user_agent from {{ ref('raw_activities') }}
),

agents as (
    select distinct {{ clean('user_agent') }} as user_agent from given
)

select distinct agents.user_agent
from agents
inner join {{ ref('automated_agents') }} as patterns
    on {{ is_like('lower(agents.user_agent)', 'patterns.value') }}
