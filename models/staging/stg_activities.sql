-- One row per activity of a known lead inside the look-back and before as_of. activity_type is null where no lookup knows it.
{%- set columns = [
    'source_system', 'activity_id', 'lead_id', 'raw_activity_type', 'activity_type', 'occurred_at', 'campaign_id',
    'content_id', 'session_id', 'duration_seconds', 'amount', 'user_agent',
] %}

with

once as (
    select records.*
    from {{ ref('stg_activity_records') }} as records
    left join {{ ref('stg_activity_copies') }} as copies
        on
            records.source_system = copies.source_system
            and records.activity_id = copies.activity_id
            and copies.copy_number = 1
    where records.row_status = 'known' and copies.activity_id is null
)

select {{ columns | join(', ') }}
from once

union all

select {{ columns | join(', ') }}
from {{ ref('stg_activity_copies') }}
where copy_number = 1
