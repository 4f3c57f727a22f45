-- One row per known activity row whose id occurs more than once: copy 1 counts, the earliest. Copies that agree in every
-- column ranked here are the same to all readers.
-- A table of its own, so that ranking touches these few rows and not every activity.
{{ config(materialized='table') }}

with

-- The facts are read twice on purpose: a common step before the two would hold all of the rows.
repeated as (
    select activity_key from {{ ref('int_activities_keyed') }}
    where exclusion_reason is null
    group by activity_key
    having count(*) > 1
)

select
    facts.{{ activity_columns() | join(',\n    facts.') }},
    row_number() over (
        partition by facts.activity_key
        order by
            facts.occurred_at,
            facts.lead_number,
            facts.spelling_number nulls last,
            facts.type_number nulls last,
            facts.form_number nulls last,
            facts.content_number nulls last,
            {{ in_byte_order('facts.session_id') }} nulls last,
            facts.duration_seconds nulls last,
            facts.amount nulls last,
            facts.campaign_number nulls last,
            facts.is_by_known_agent
    ) as copy_number
from {{ ref('int_activities_keyed') }} as facts
inner join repeated
    on facts.activity_key = repeated.activity_key
where facts.exclusion_reason is null
