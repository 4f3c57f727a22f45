-- One row per clock hour (UTC) from the start of the look-back to 60 days after as_of: whether people work then, and how
-- many working hours came before it. A time so many working hours later is a join on that number.
{%- set days_before = var('lookback_days') + 1 %}
{%- set first_hour = as_of_midnight(-days_before) %}

with

digits as (
    {%- for digit in range(10) %}
    select {{ digit }} as digit{{ ' union all' if not loop.last }}
    {%- endfor %}
),

numbers as (
    select myriads.digit * 10000 + thousands.digit * 1000 + hundreds.digit * 100 + tens.digit * 10 + ones.digit as number
    from digits as ones
    cross join digits as tens
    cross join digits as hundreds
    cross join digits as thousands
    cross join digits as myriads
),

hours as (
    select
        {{ first_hour }} + interval '1' hour * number as hour_starts_at,
        -- Days of the week from 1, Monday, to 7: 2000-01-03 was a Monday.
        mod(cast(floor({{ seconds_between(
            "cast('2000-01-03 00:00:00' as timestamp)", first_hour ~ " + interval '1' hour * number"
        ) }} / 86400.0) as integer), 7) + 1 as day_of_week,
        mod(number, 24) as hour_of_day
    from numbers
    where number < {{ (days_before + 60) * 24 }}
),

marked as (
    select
        *,
        day_of_week in ({{ var('working_days') | join(', ') }})
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
