-- One row per line that leads could be handed over by: each qualification rule, any of them, and for each letter of the grade
-- each number of points of engagement and intent from which on its leads are. All dates of the back-test together.
{{ config(materialized='view') }}

with

-- A shut gate keeps a lead from the list.
leads as (
    select
        grade_letter,
        engagement_score + intent_score as points,
        rules,
        count(*) as leads,
        sum(case when is_converted then 1 else 0 end) as conversions,
        coalesce(sum(revenue), 0) as revenue,
        sum(case when attributes_are_later then 1 else 0 end) as attributes_are_later
    from {{ ref('backtest_leads') }}
    where not is_disqualified
    group by grade_letter, engagement_score + intent_score, rules
),

by_rule as (
    select
        {{ each_of('rules') }} as line,
        leads,
        conversions,
        revenue,
        attributes_are_later
    from leads
    where rules is not null

    union all

    select
        '(any rule)' as line,
        leads,
        conversions,
        revenue,
        attributes_are_later
    from leads
    where rules is not null
),

by_points as (
    select
        grade_letter,
        points,
        sum(leads) as leads,
        sum(conversions) as conversions,
        sum(revenue) as revenue,
        sum(attributes_are_later) as attributes_are_later
    from leads
    group by grade_letter, points
)

select
    'rules' as line_group,
    line,
    cast(null as integer) as least_points,
    sum(leads) as leads,
    sum(conversions) as conversions,
    sum(revenue) as revenue,
    sum(attributes_are_later) as attributes_are_later
from by_rule
group by line

union all

select
    grade_letter as line_group,
    concat('engagement + intent >= ', points) as line,
    points as least_points,
    sum(leads) over (
        partition by grade_letter order by points desc rows between unbounded preceding and current row
    ) as leads,
    sum(conversions) over (
        partition by grade_letter order by points desc rows between unbounded preceding and current row
    ) as conversions,
    sum(revenue) over (
        partition by grade_letter order by points desc rows between unbounded preceding and current row
    ) as revenue,
    sum(attributes_are_later) over (
        partition by grade_letter order by points desc rows between unbounded preceding and current row
    ) as attributes_are_later
from by_points
