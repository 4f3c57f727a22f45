-- One row per lookup value that nothing would ever match: raw text is compared trimmed, in lower case; countries as ISO codes.
{%- set lookups = [
    'activity_type_aliases', 'automated_agents', 'company_domains', 'country_names', 'job_title_words', 'lead_sources',
    'made_up_names', 'page_kinds', 'purchase_timeframes', 'recycle_periods', 'target_departments', 'target_industries',
] %}

{%- for lookup in lookups %}
select
    '{{ lookup }}' as lookup,
    value
from {{ ref(lookup) }}
where value <> lower({{ trimmed('value') }})
union all
{%- endfor %}
{%- for lookup in ['target_countries', 'excluded_countries', 'consent_by_country'] %}
select
    '{{ lookup }}' as lookup,
    lookup.value
from {{ ref(lookup) }} as lookup
left join {{ ref('country_names') }} as names
    on lookup.value = names.country
where names.country is null
{{ 'union all' if not loop.last }}
{%- endfor %}
