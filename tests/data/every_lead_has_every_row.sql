-- One row per lead that is missing from a table that has a row for every lead, or that stands there and is no lead.
with

expected as (
    select lead_id from {{ ref('int_leads') }}
)

{%- for table in ['lead_features', 'lead_scores', 'lead_stages', 'lead_segments', 'lead_contact'] %}

select
    '{{ table }}' as relation,
    coalesce(expected.lead_id, found.lead_id) as lead_id
from expected
full outer join {{ ref(table) }} as found
    on expected.lead_id = found.lead_id
where found.lead_id is null or expected.lead_id is null
{{ 'union all' if not loop.last }}
{%- endfor %}
