-- One row per warehouse: since when the raw tables hold leads and activities, and how many rows of each there are.
-- Read before anything is scored: how much of the past a first run can record.
{%- set begins = {'leads': 'created_at', 'activities': 'occurred_at'} %}
with

{% for name, column in begins.items() %}
{{ name }}_as_given as (
    select {{ trimmed_columns('raw_' ~ name) }}
    from {{ ref('raw_' ~ name) }}
),

cleaned_{{ name }} as (
    select {{ cleaned_columns('raw_' ~ name) }}
    from {{ name }}_as_given
),

first_of_{{ name }} as (
    select
        min({{ moment('given_' ~ column, column ~ '_text') }}) as {{ name }}_from,
        count(*) as {{ name }}
    from cleaned_{{ name }}
){{ ',' if not loop.last }}

{% endfor %}
select
    first_of_leads.leads_from,
    first_of_leads.leads,
    first_of_activities.activities_from,
    first_of_activities.activities
from first_of_leads
cross join first_of_activities
