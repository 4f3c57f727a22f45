-- One row per month of creation, source, campaign and segments: leads that ever reached each stage or a later one, and revenue.
{%- set keys = ['created_month', 'lead_source', 'campaign_id'] + segments() %}
{%- set counts = {'lead': 'leads'} %}
{%- do counts.update(funnel_counts()) %}

with

counted as (
    select
        {{ keys | join(',\n        ') }},
        cast(count(*) as integer) as leads,
        {%- for stage, count in funnel_counts().items() %}
        cast(count({{ stage }}_at) as integer) as {{ count }},
        {%- endfor %}
        cast(sum(purchases) as integer) as purchases,
        cast(sum(purchases_without_amount) as integer) as purchases_without_amount,
        cast(sum(revenue) as numeric(18, 2)) as revenue,
        max(case when is_before_history then 1 else 0 end) = 1 as is_before_history,
        max(as_of) as as_of
    from {{ ref('lead_journeys') }}
    group by {{ keys | join(', ') }}
)

select
    {{ keys | join(',\n    ') }},
    {{ is_young('created_month') }} as is_young,
    is_before_history,
    {{ counts.values() | join(',\n    ') }},
    {%- for stage in funnel_counts() %}
    {%- set before = (counts | list)[loop.index0] %}
    {{ ratio(counts[stage], counts[before]) }} as {{ before }}_to_{{ stage }},
    {%- endfor %}
    {{ ratio('customers', 'leads') }} as lead_to_customer,
    purchases,
    purchases_without_amount,
    revenue,
    as_of
from counted
