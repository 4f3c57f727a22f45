-- One row per date of the back-test ('all dates' for all together) and score: how well the score ranks those who bought before
-- those who did not. Leads of one score are a tie: half right.
{{ config(materialized='view') }}

with

counted as (
    {%- for score in ['lead_score', 'fit_score', 'engagement_score', 'intent_score'] %}
    select
        as_of,
        '{{ score }}' as score,
        {{ score }} as points,
        count(*) as leads,
        sum(case when is_converted then 1 else 0 end) as conversions
    from {{ ref('backtest_leads') }}
    group by as_of, {{ score }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

{{ score_areas() }}

select
    tested_on,
    score,
    cast(leads as integer) as leads,
    cast(conversions as integer) as conversions,
    {{ ratio('area', 1) }} as auc,
    {{ hanley_mcneil('area', 'conversions', 'misses', -1) }} as auc_low,
    {{ hanley_mcneil('area', 'conversions', 'misses', 1) }} as auc_high,
    case when area is not null then {{ ratio('precisions', 'conversions') }} end as average_precision
from judged
