-- One row per lookup value that nothing would ever match, or that stands there twice and would double leads: texts are compared
-- trimmed and without case, those of picklists as they are spoken; countries as ISO codes.
{%- set lookups = [
    'activity_type_aliases', 'automated_agents', 'company_domains', 'consent_words', 'country_names', 'currency_names',
    'daily_caps', 'form_words', 'job_title_words', 'lead_sources', 'lead_status_words', 'made_up_names', 'mail_providers',
    'outcome_aliases', 'page_kinds', 'privacy_request_words', 'purchase_timeframes', 'recycle_periods', 'salesforce_call_results',
    'salesforce_campaign_responses', 'salesforce_lead_statuses',
    'shared_inboxes', 'social_pages', 'target_departments', 'target_industries',
] %}
{%- set picklists = ['lead_sources', 'purchase_timeframes', 'target_industries'] %}
{%- set words = ['activity_type_aliases', 'consent_words'] %}

{%- for lookup in lookups %}
select
    'seeds/lookups/{{ lookup }}.csv' as lookup,
    value,
    'write it without space around it' as problem
from {{ ref(lookup) }}
where value <> {{ trimmed('value') }}
union all
{%- endfor %}
{#- These are compared word by word. #}
{%- for lookup in ['lead_sources', 'lead_status_words'] %}
select
    'seeds/lookups/{{ lookup }}.csv' as lookup,
    value,
    'write it as words parted by one space each, without marks' as problem
from {{ ref(lookup) }}
where lower(value) <> trim({{ as_words('value') }})
union all
{%- endfor %}
{%- for lookup in ['target_countries', 'excluded_countries', 'consent_by_country'] %}
select
    'seeds/lookups/{{ lookup }}.csv' as lookup,
    lookup.value,
    'write a country of country_names.csv' as problem
from {{ ref(lookup) }} as lookup
left join {{ ref('country_names') }} as names
    on upper(lookup.value) = names.country
where names.country is null
{{ 'union all' if not loop.last }}
{%- endfor %}
{%- for lookup in lookups + ['target_countries', 'excluded_countries', 'consent_by_country'] %}
{%- if lookup == 'job_title_words' %}{% set compared = words_of_title('value') %}
{%- elif lookup in picklists %}{% set compared = as_spoken('value') %}
{%- elif lookup == 'daily_caps' %}{% set compared = owner_key('value') %}
{%- elif lookup in words %}{% set compared = as_word('value') %}
{%- else %}{% set compared = lower_ascii('value') %}
{%- endif %}
union all
select
    'seeds/lookups/{{ lookup }}.csv' as lookup,
    min({{ in_byte_order('value') }}) as value,
    'stands there more than once; delete all but one' as problem
from {{ ref(lookup) }}
group by {{ compared }}
having count(*) > 1
{%- endfor %}
