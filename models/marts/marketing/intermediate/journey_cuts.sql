-- One row per lead and cut: all of them, and by month of creation, source, campaign and each segment.
{{ config(materialized='view') }}
{%- set cuts = {
    'all': "'all'", 'month': 'substr(' ~ as_text('created_month') ~ ', 1, 7)', 'lead_source': 'lead_source',
    'campaign_id': 'campaign_id',
} %}
{%- for segment in segments() %}{% do cuts.update({segment: segment}) %}{% endfor %}

{%- for cut_by, value in cuts.items() %}

select
    '{{ cut_by }}' as cut_by,
    {{ value }} as cut_value,
    journeys.*
from {{ ref('lead_journeys') }} as journeys
{{ 'union all' if not loop.last }}
{%- endfor %}
