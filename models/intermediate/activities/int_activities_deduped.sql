-- One row per activity of a known lead inside the look-back and before as_of: of several copies the earliest; and what the
-- catalogue says of its type, nothing where no lookup knows it. Copies that agree in every column ranked here are
-- interchangeable. A table: its readers would otherwise look for copies among all activities again.
{{ config(materialized='table') }}

with

-- Ranking touches the few rows whose id occurs more than once, and not every activity.
repeated as (
    select activity_key from {{ ref('int_activities_keyed') }}
    where exclusion_reason is null
    group by activity_key
    having count(*) > 1
),

copies as (
    select
        activities.{{ activity_columns() | join(',\n        activities.') }},
        row_number() over (
            partition by activities.activity_key
            order by
                activities.occurred_at,
                activities.lead_number,
                activities.spelling_number nulls last,
                activities.type_number nulls last,
                activities.form_number nulls last,
                activities.content_number nulls last,
                {{ in_byte_order('activities.session_id') }} nulls last,
                activities.duration_seconds nulls last,
                activities.amount nulls last,
                activities.campaign_number nulls last,
                activities.is_by_known_agent
        ) as copy_number
    from {{ ref('int_activities_keyed') }} as activities
    inner join repeated
        on activities.activity_key = repeated.activity_key
    where activities.exclusion_reason is null
),

firsts as (
    select activities.{{ activity_columns() | join(', activities.') }}
    from {{ ref('int_activities_keyed') }} as activities
    left join repeated
        on activities.activity_key = repeated.activity_key
    where activities.exclusion_reason is null and repeated.activity_key is null

    union all

    select {{ activity_columns() | join(', ') }}
    from copies
    where copy_number = 1
)

select
    firsts.*,
    types.activity_type,
    types.signal,
    types.half_life_days,
    types.is_on_site
from firsts
left join {{ ref('stg_activity_types') }} as types
    on firsts.type_number = types.type_number
