-- One row per page view in a run that no person reads: twelve different pages within thirty seconds. A page seen again in
-- that time, as reloads and second pixels show it, is not another one; fewer pages at once are tabs that a person opened.
-- Not on the full minute: such a moment may be known to the minute or the day only, and tells no seconds.
{{ config(materialized='view') }}
{%- set columns = ['activity_key', 'lead_number', 'activity_type', 'content_number', 'occurred_at'] %}

with

views as (
    select
        {{ columns | join(', ') }},
        {{ second_of('occurred_at') }} as occurred_second
    from {{ ref('int_activities_deduped') }}
    where activity_type like '%viewed' and content_number is not null
),

-- A run spans at most two slots of 31 seconds, so one slot holds at least half of it. Few leads have such a slot, and only
-- their views are put in order.
hasty_pieces as (
    select lead_number
    from views
    where mod(occurred_second, 60) <> 0
    group by lead_number, occurred_second - mod(occurred_second, 31)
    having count(*) >= 6
),

hasty_views as (
    select
        *,
        lag(occurred_second) over (
            partition by lead_number, content_number order by occurred_second, activity_key
        ) as seen_before
    from views
    where mod(occurred_second, 60) <> 0 and lead_number in (select hasty_pieces.lead_number from hasty_pieces)
),

pages_ahead as (
    select
        *,
        sum(case when occurred_second - seen_before <= 30 then 0 else 1 end) over (
            partition by lead_number order by occurred_second range between current row and 30 following
        ) as pages
    from hasty_views
),

runs as (
    select
        *,
        max(pages) over (
            partition by lead_number order by occurred_second range between 30 preceding and current row
        ) as pages_in_run
    from pages_ahead
)

select
    {{ columns | join(', ') }},
    'viewed_too_fast' as caught_by
from runs
where pages_in_run >= 12
