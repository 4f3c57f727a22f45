-- One row per day (UTC) from the start of the look-back to 60 days after as_of. Only MetricFlow reads it: it wants such a table.
{{ config(materialized='view', schema='build') }}

select distinct cast(hour_starts_at as date) as calendar_day
from {{ ref('working_hours') }}
