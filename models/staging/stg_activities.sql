-- One row per activity of a known lead inside the look-back and before as_of, with what the catalogue says of its type: nothing
-- where no lookup knows the type.
{%- set columns = [
    'activity_key', 'lead_number', 'spelling_number', 'content_number', 'campaign_number', 'occurred_at',
    'session_id', 'duration_seconds', 'amount', 'is_by_known_agent',
] %}

with

first_copies as (
    select * from {{ ref('stg_activity_copies') }}
    where copy_number = 1
),

activities as (
    select facts.{{ columns | join(', facts.') }}
    from {{ ref('stg_activity_facts') }} as facts
    left join first_copies
        on facts.activity_key = first_copies.activity_key
    where facts.left_out_as is null and first_copies.activity_key is null

    union all

    select {{ columns | join(', ') }}
    from first_copies
)

select
    activities.*,
    spellings.raw_activity_type,
    types.activity_type,
    types.type_number,
    types.signal,
    types.half_life_days,
    types.is_on_site
from activities
left join {{ ref('activity_type_spellings') }} as spellings
    on activities.spelling_number = spellings.spelling_number
left join {{ ref('stg_activity_types') }} as types
    on spellings.activity_type = types.activity_type
