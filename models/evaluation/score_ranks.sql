-- One row per date of the back-test ('all dates' for all together) and score: how well the score ranks those who bought before
-- those who did not. Leads of one score are a tie: half right.
{{ config(materialized='view', schema='build') }}

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

tested as (
    select
        {{ tested_on() }} as tested_on,
        score,
        points,
        leads,
        conversions
    from counted

    union all

    select
        'all dates' as tested_on,
        score,
        points,
        sum(leads) as leads,
        sum(conversions) as conversions
    from counted
    group by score, points
),

running as (
    select
        *,
        sum(leads - conversions) over (
            partition by tested_on, score order by points rows between unbounded preceding and current row
        ) - (leads - conversions) as misses_below,
        sum(leads) over (
            partition by tested_on, score order by points desc rows between unbounded preceding and current row
        ) as leads_from,
        sum(conversions) over (
            partition by tested_on, score order by points desc rows between unbounded preceding and current row
        ) as conversions_from
    from tested
),

summed as (
    select
        tested_on,
        score,
        sum(leads) as leads,
        sum(conversions) as conversions,
        -- Pairs of one who bought and one who did not, in the right order; a tie is half of one, hence twice.
        sum(conversions * (2 * misses_below + leads - conversions)) as pairs_won_twice,
        sum(cast(conversions as {{ double() }}) * conversions_from / leads_from) as precisions
    from running
    group by tested_on, score
),

judged as (
    select
        *,
        leads - conversions as misses,
        cast(pairs_won_twice as {{ double() }})
        / nullif(2 * cast(conversions as {{ double() }}) * (leads - conversions), 0) as area
    from summed
)

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
