-- One row per lookup value that nothing would ever match, or that stands there twice and would double leads: raw text is
-- compared trimmed, in lower case; countries as ISO codes.
{%- set lookups = [
    'activity_type_aliases', 'automated_agents', 'company_domains', 'consent_words', 'country_names', 'currency_names',
    'form_words', 'job_title_words', 'lead_sources', 'lead_status_words', 'made_up_names', 'outcome_aliases', 'page_kinds',
    'privacy_request_words', 'purchase_timeframes', 'recycle_periods', 'salesforce_call_results',
    'salesforce_campaign_responses', 'salesforce_lead_statuses',
    'social_pages', 'target_departments', 'target_industries',
] %}

{%- for lookup in lookups %}
select
    'seeds/lookups/{{ lookup }}.csv' as lookup,
    value,
    'write it in lower case, without space around it' as problem
from {{ ref(lookup) }}
where value <> lower({{ trimmed('value') }})
union all
{%- endfor %}
{%- for lookup in ['target_countries', 'excluded_countries', 'consent_by_country'] %}
select
    'seeds/lookups/{{ lookup }}.csv' as lookup,
    lookup.value,
    'write a country of country_names.csv' as problem
from {{ ref(lookup) }} as lookup
left join {{ ref('country_names') }} as names
    on lookup.value = names.country
where names.country is null
{{ 'union all' if not loop.last }}
{%- endfor %}
{%- for lookup in lookups + ['target_countries', 'excluded_countries', 'consent_by_country'] %}
union all
select
    'seeds/lookups/{{ lookup }}.csv' as lookup,
    value,
    'stands there more than once; delete all but one' as problem
from {{ ref(lookup) }}
group by value
having count(*) > 1
{%- endfor %}
