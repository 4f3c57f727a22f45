-- One row per known activity row whose id occurs more than once, in one source system or in several: of each system copy 1
-- counts, the earliest.
-- A table of its own, so that ranking touches these few rows and not every activity.
{{ config(materialized='table') }}
{%- set columns = [
    'records.lead_id', 'records.raw_activity_type', 'records.campaign_id', 'records.content_id', 'records.session_id',
    'records.duration_seconds', 'records.amount', 'records.user_agent',
] %}

with

-- By the hash of the id: whom it takes along by chance is the only copy of its id.
repeated as (
    select {{ short_hash('activity_id') }} as activity_hash
    from {{ ref('stg_activity_records') }}
    where row_status = 'known'
    group by {{ short_hash('activity_id') }}
    having count(*) > 1
)

select
    records.*,
    row_number() over (
        partition by records.source_system, records.activity_id
        order by records.occurred_at, {{ in_byte_order(side_by_side(columns)) }}
    ) as copy_number
from {{ ref('stg_activity_records') }} as records
inner join repeated
    on {{ short_hash('records.activity_id') }} = repeated.activity_hash
where records.row_status = 'known'
