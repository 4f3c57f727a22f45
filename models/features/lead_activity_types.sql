-- One row per lead and activity type: counts, days, the latest time and the decayed weight, in one pass over the activities.
with

measured as (
    select
        lead_number,
        type_number,
        cast(count(case when occurred_at >= {{ as_of(-7) }} then 1 end) as integer) as count_7d,
        cast(count(case when occurred_at >= {{ as_of(-30) }} then 1 end) as integer) as count_30d,
        cast(count(case when occurred_at >= {{ as_of(-90) }} then 1 end) as integer) as count_90d,
        bit_or(case when occurred_at >= {{ as_of(-7) }} then {{ day_bit('occurred_at') }} end) as day_bits_7d,
        bit_or(case when occurred_at >= {{ as_of(-14) }} then {{ day_bit('occurred_at') }} end) as day_bits_14d,
        bit_or(case when occurred_at >= {{ as_of(-30) }} then {{ day_bit('occurred_at') }} end) as day_bits_30d,
        bit_or(
            case
                when occurred_at >= {{ as_of(-28) }} and occurred_at < {{ as_of(-7) }} then {{ day_bit('occurred_at') }}
            end
        ) as day_bits_21d_before,
        max(occurred_at) as last_at,
        -- Whole millionths add up to the same sum in any order; a weight that no column could hold is cut, never an error.
        cast(
            least(
                coalesce(sum({{ millionths_left('occurred_at', 'half_life_days') }}), 0), 999999000000
            ) / 1000000.0 as numeric(12, 6)
        ) as weight
    from {{ ref('counted_activities') }}
    group by lead_number, type_number
)

select
    measured.*,
    types.activity_type,
    types.signal
from measured
inner join {{ ref('stg_activity_types') }} as types
    on measured.type_number = types.type_number
