-- One row per activity of a known lead inside the look-back and before as_of, with what the catalogue says of its type: nothing
-- where no lookup knows the type.
select
    activities.*,
    types.activity_type,
    types.signal,
    types.half_life_days,
    types.is_on_site
from {{ ref('int_activities_deduped') }} as activities
left join {{ ref('stg_activity_types') }} as types
    on activities.type_number = types.type_number
