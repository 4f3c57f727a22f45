-- One row per lead and date on which its stage, flags, grade, rules or segment changed, or its score moved by 5 or more; and one
-- row without a lead for every date recorded, so that a date without changes is replaced too.
-- The memory of the project: int_lead_stages reads the last row of each lead before its date. It is never rebuilt.
{{ config(
    materialized='incremental', unique_key='recorded_on', incremental_strategy=replaced_by_date(), partition_by='recorded_on',
    full_refresh=false, on_schema_change='fail'
) }}

with

history as (
    select * from {{ this }}
    where recorded_on < {{ recorded_on() }}
),

erased as (
    select distinct lead_id from {{ ref('int_erased_leads') }}
),

-- Earlier dates with a lead whose erasure was asked for since are rewritten without it.
dates_of_erased as (
    select distinct history.recorded_on
    from history
    inner join erased
        on history.lead_id = erased.lead_id
),

rewritten as (
    select history.*
    from history
    inner join dates_of_erased
        on history.recorded_on = dates_of_erased.recorded_on
    left join erased
        on history.lead_id = erased.lead_id
    where erased.lead_id is null
)

select {{ recorded_columns() | join(', ') }}
from {{ ref('int_lead_stages') }}
where has_changed

union all

select {{ as_recorded({'recorded_at': as_of(), 'recorded_on': recorded_on()}) }}

union all

select {{ recorded_columns() | join(', ') }}
from rewritten
