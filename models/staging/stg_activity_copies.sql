-- One row per known activity row whose id occurs more than once: copy 1 counts, the earliest. Copies that agree in every
-- column ranked here are the same to all readers.
-- A table of its own, so that ranking touches these few rows and not every activity.
{{ config(materialized='table') }}

with

known as (
    select * from {{ ref('stg_activity_facts') }}
    where left_out_as is null
),

repeated as (
    select activity_key from known
    group by activity_key
    having count(*) > 1
)

select
    known.*,
    row_number() over (
        partition by known.activity_key
        order by
            known.occurred_at,
            known.lead_number,
            known.spelling_number nulls last,
            known.content_number nulls last,
            {{ in_byte_order('known.session_id') }} nulls last,
            known.duration_seconds nulls last,
            known.is_by_known_agent
    ) as copy_number
from known
inner join repeated
    on known.activity_key = repeated.activity_key
