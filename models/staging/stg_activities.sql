-- One row per activity of a known lead inside the look-back and before as_of. activity_type is null where no lookup knows it.
{%- set columns = [
    'activity_key', 'lead_number', 'activity_type', 'raw_activity_type', 'occurred_at', 'content_id', 'session_id',
    'duration_seconds', 'is_by_known_agent',
] %}

with

once as (
    select facts.*
    from {{ ref('stg_activity_facts') }} as facts
    left join {{ ref('stg_activity_copies') }} as copies
        on facts.activity_key = copies.activity_key and copies.copy_number = 1
    where facts.left_out_as is null and copies.activity_key is null
)

select {{ columns | join(', ') }}
from once

union all

select {{ columns | join(', ') }}
from {{ ref('stg_activity_copies') }}
where copy_number = 1
