-- One row per lead that was on the site in the last 30 days: sessions, and seconds on the site.
-- Activities of one session id are one session. Of those without an id, half an hour of silence begins a new one.
-- Without a duration, the time to the next activity of the session counts, up to half an hour.
with

visits as (
    select
        *,
        lag(occurred_at) over (
            partition by lead_number, session_id order by occurred_at, duration_seconds nulls last
        ) as previous_at,
        lead(occurred_at) over (
            partition by lead_number, session_id order by occurred_at, duration_seconds nulls last
        ) as next_at
    from {{ ref('counted_activities') }}
    where is_on_site = 'yes' and occurred_at >= {{ as_of(-30) }}
),

timed as (
    select
        lead_number,
        session_id,
        duration_seconds,
        {{ seconds_between('previous_at', 'occurred_at') }} as seconds_before,
        {{ seconds_between('occurred_at', 'next_at') }} as seconds_after
    from visits
),

measured as (
    select
        lead_number,
        cast(
            sum(case when seconds_before is null or (session_id is null and seconds_before > 1800) then 1 else 0 end) as integer
        ) as sessions_30d,
        cast(
            sum(
                case
                    when duration_seconds >= 0 then least(duration_seconds, 86400)
                    when seconds_after <= 1800 then seconds_after
                    else 0
                end
            ) as bigint
        ) as seconds_on_site_30d
    from timed
    group by lead_number
)

select
    leads.lead_id,
    measured.sessions_30d,
    measured.seconds_on_site_30d
from measured
inner join {{ ref('int_leads') }} as leads
    on measured.lead_number = leads.lead_number
