-- One row per lead that is missing from a table that has a row for every lead.
with

expected as (
    select lead_id from {{ ref('stg_leads') }}
)

{%- for table in ['lead_features', 'lead_scores', 'lead_stages', 'lead_contact'] %}

select
    '{{ table }}' as missing_from,
    expected.lead_id
from expected
left join {{ ref(table) }} as found
    on expected.lead_id = found.lead_id
where found.lead_id is null
{{ 'union all' if not loop.last }}
{%- endfor %}
