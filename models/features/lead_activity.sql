-- One row per lead with a counted activity: the measures of each activity type side by side, and how active it is.
-- A view with one reader, lead_features: its hundred columns are written once.
{{ config(materialized='view') }}
{%- set is_active = "signal in ('engagement', 'intent')" %}

with

measured as (
    select
        lead_number,
        {%- for type, measures in activity_measures().items() %}
        {%- for measure in measures %}
        {{ pivoted(type, measure) }} as {{ type }}_{{ measure }},
        {%- endfor %}
        {%- endfor %}
        {%- for window in ['7d', '21d_before', '30d'] %}
        {{ count_days('bit_or(case when ' ~ is_active ~ ' then day_bits_' ~ window ~ ' end)') }} as active_days_{{ window }},
        {%- endfor %}
        cast(sum(case when {{ is_active }} then count_90d else 0 end) as integer) as activities_90d,
        max(case when {{ is_active }} then last_at end) as last_activity_at,
        max(case when signal = 'intent' then last_at end) as last_intent_at
    from {{ ref('lead_activity_types') }}
    group by lead_number
)

select
    leads.lead_id,
    measured.*
from measured
inner join {{ ref('stg_leads') }} as leads
    on measured.lead_number = leads.lead_number
