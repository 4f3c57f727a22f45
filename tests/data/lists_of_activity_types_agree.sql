-- One row per activity type that macros/features/measures.sql builds columns of and the catalogue does not have.
with

measured as (
    {%- for type in activity_measures() %}
    select '{{ type }}' as activity_type
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select measured.activity_type
from measured
left join {{ ref('activity_types') }} as types
    on measured.activity_type = types.value
where types.value is null
