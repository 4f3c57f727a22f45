-- One row per lead of which sales recorded an outcome: when each kind last happened, and how the last refusal ended.
-- What sales dated by day counts after all that happened on that day: such are the columns that end in _until.
with

outcomes as (
    select * from {{ ref('int_sales_outcomes') }}
),

latest as (
    select
        lead_id,
        max(case when outcome = 'accepted' then occurred_at end) as last_accepted_at,
        max(case when outcome = 'rejected' then latest_at end) as rejected_until,
        max(case when outcome = 'meeting_held' then occurred_at end) as last_meeting_held_at,
        max(case when outcome = 'qualified' then occurred_at end) as last_qualified_at,
        max(case when outcome = 'opportunity_created' then occurred_at end) as last_opportunity_at,
        max(case when outcome = 'won' then occurred_at end) as last_won_at,
        max(case when outcome <> 'attempted' then latest_at end) as answered_until,
        cast(sum(case when outcome = 'attempted' then 1 else 0 end) as integer) as attempts
    from outcomes
    group by lead_id
),

ranked as (
    select
        lead_id,
        outcome,
        occurred_at,
        latest_at,
        row_number() over (
            partition by lead_id
            order by latest_at desc, {{ in_byte_order('outcome') }}, {{ in_byte_order('reason') }} nulls last
        ) as newest
    from outcomes
),

answered as (
    select
        lead_id,
        outcome,
        occurred_at,
        latest_at,
        sum(case when outcome = 'attempted' then 0 else 1 end) over (
            partition by lead_id order by occurred_at, {{ in_byte_order('outcome') }} rows unbounded preceding
        ) as answers_before,
        sum(case when outcome in ('attempted', 'connected', 'rejected') then 0 else 1 end) over (
            partition by lead_id order by occurred_at, {{ in_byte_order('outcome') }} rows unbounded preceding
        ) as acceptances_before
    from outcomes
),

attempts as (
    select
        lead_id,
        occurred_at,
        latest_at,
        row_number() over (partition by lead_id, answers_before order by occurred_at) as attempts_in_a_row
    from answered
    where outcome = 'attempted' and acceptances_before = 0
),

-- Nobody need say that a lead cannot be reached: so many attempts in a row do. One that sales has accepted it gives up itself.
ended as (
    select
        lead_id,
        outcome,
        occurred_at,
        latest_at,
        reason,
        case when contact_again_on > occurred_at then contact_again_on end as contact_again_on
    from outcomes
    where outcome in ('rejected', 'lost')

    union all

    select
        attempts.lead_id,
        'attempted' as outcome,
        attempts.occurred_at,
        attempts.latest_at,
        lower(periods.value) as reason,
        cast(null as timestamp) as contact_again_on
    from attempts
    inner join {{ ref('recycle_periods') }} as periods
        on mod(attempts.attempts_in_a_row, periods.after_attempts) = 0
),

refusals as (
    select
        lead_id,
        occurred_at as refused_at,
        latest_at as refused_until,
        case when outcome = 'lost' then 'lost' else coalesce(reason, 'other') end as refusal_reason,
        contact_again_on,
        row_number() over (
            partition by lead_id
            order by
                latest_at desc, {{ in_byte_order('outcome') }}, {{ in_byte_order('reason') }} nulls last,
                contact_again_on desc nulls last
        ) as newest
    from ended
)

select
    latest.*,
    ranked.outcome as last_outcome,
    ranked.occurred_at as last_outcome_at,
    ranked.latest_at as last_outcome_until,
    refusals.refused_at,
    refusals.refused_until,
    refusals.refusal_reason,
    -- The day that sales gives takes precedence over the period of the reason.
    coalesce(refusals.contact_again_on, refusals.refused_at + interval '1' day * periods.days) as recycled_until,
    refusals.refused_at is not null and coalesce(periods.ended_by_hand_raise, 'yes') = 'yes' as hand_raise_ends_recycling
from latest
inner join ranked
    on latest.lead_id = ranked.lead_id and ranked.newest = 1
left join refusals
    on latest.lead_id = refusals.lead_id and refusals.newest = 1
left join {{ ref('recycle_periods') }} as periods
    on refusals.refusal_reason = lower(periods.value)
