-- One row per activity that counts: of a known type and, for engagement and intent, made by a human and later than the last
-- time sales rejected the lead. What a lead objected to or bought stands, though a program reported it or sales said no.
{{ config(materialized='view') }}

select
    activities.source_system,
    activities.activity_id,
    activities.lead_id,
    activities.activity_type,
    activities.occurred_at,
    activities.content_id,
    activities.session_id,
    activities.duration_seconds,
    types.signal,
    types.half_life_days,
    types.is_on_site
from {{ ref('stg_activities') }} as activities
inner join {{ ref('activity_types') }} as types
    on activities.activity_type = types.value
left join {{ ref('lead_outcomes') }} as outcomes
    on activities.lead_id = outcomes.lead_id
left join {{ ref('automated_activities') }} as automated
    on
        activities.source_system = automated.source_system
        and activities.activity_id = automated.activity_id
where
    (automated.activity_id is null or types.signal not in ('engagement', 'intent'))
    and (
        types.signal not in ('engagement', 'intent')
        or outcomes.last_rejected_at is null
        or activities.occurred_at > outcomes.last_rejected_at
    )
