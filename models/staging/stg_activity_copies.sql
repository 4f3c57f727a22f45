-- One row per known activity row whose id occurs more than once; copy 1 is the one that counts, the earliest.
-- A table of its own, so that ranking touches these few rows and not every activity.
{{ config(materialized='table') }}

with

repeated as (
    select
        source_system,
        activity_id
    from {{ ref('stg_activity_records') }}
    where row_status = 'known'
    group by source_system, activity_id
    having count(*) > 1
)

select
    records.*,
    row_number() over (
        partition by records.source_system, records.activity_id
        order by records.occurred_at, {{ in_byte_order('records.row_text') }}
    ) as copy_number
from {{ ref('stg_activity_records') }} as records
inner join repeated
    on
        records.source_system = repeated.source_system
        and records.activity_id = repeated.activity_id
where records.row_status = 'known'
