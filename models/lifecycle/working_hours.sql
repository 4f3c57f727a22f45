-- One row per clock hour (UTC) from the start of the look-back to 60 days after as_of: whether people work then, and how
-- many working hours came before it. A time so many working hours later is a join on that number.
{%- set days_before = setting('lookback_days') + 1 %}
{%- set first_day = as_of_midnight(-days_before) %}
{#- 2000-01-03 was a Monday: the day of the week is 1 on a Monday and 7 on a Sunday. #}
{%- set days_since_a_monday = "floor(" ~ seconds_between("cast('2000-01-03 00:00:00' as timestamp)", first_day) ~ " / 86400.0)" %}

with

days as (
    select cast(generated_number as integer) - 1 as number
    from ({{ dbt.generate_series(days_before + 60) }}) as series
),

clock as (
    select cast(generated_number as integer) - 1 as number
    from ({{ dbt.generate_series(24) }}) as series
),

hours as (
    select
        {{ first_day }} + interval '1' day * days.number + interval '1' hour * clock.number as hour_starts_at,
        mod(cast({{ days_since_a_monday }} as integer) + days.number, 7) + 1 as day_of_week,
        clock.number as hour_of_day
    from days
    cross join clock
),

marked as (
    select
        *,
        day_of_week in ({{ (setting('working_days') or [0]) | join(', ') }})
        and hour_of_day >= {{ var('working_day_starts') }}
        and hour_of_day < {{ var('working_day_ends') }} as is_working
    from hours
)

select
    hour_starts_at,
    is_working,
    cast(
        coalesce(
            sum(case when is_working then 1 else 0 end) over (
                order by hour_starts_at rows between unbounded preceding and 1 preceding
            ), 0
        ) as integer
    ) as working_hours_before
from marked
