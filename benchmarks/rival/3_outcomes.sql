-- One row per lead of which sales recorded an outcome.
create temp table lead_outcomes as
select
    leads.lead_key,
    max(occurred_at) filter (outcome = 'accepted') as accepted_at,
    max(occurred_at) filter (outcome = 'rejected') as rejected_at,
    max(occurred_at) filter (outcome = 'meeting_held') as met_at,
    max(occurred_at) filter (outcome = 'qualified') as confirmed_at,
    max(occurred_at) filter (outcome = 'opportunity_created') as opportunity_at,
    max(occurred_at) filter (outcome = 'won') as won_at,
    max(occurred_at) filter (outcome <> 'attempted') as answered_at,
    arg_max(
        {'at': occurred_at, 'days': days, 'hand_raise_ends': hand_raise_ends}, (occurred_at, outcome = 'lost', -place)
    ) filter (outcome in ('rejected', 'lost')) as refusal
from (
    select
        clean(raw.lead_id) as lead_id,
        raw.occurred_at,
        snake(clean(raw.outcome)) as outcome,
        cast(periods.days as integer) as days,
        coalesce(periods.ended_by_hand_raise, 'yes') = 'yes' as hand_raise_ends,
        -- Of two refusals of one moment, the one whose reason comes first by name; no reason comes last.
        row_number() over (order by reasons.value nulls last) as place
    from read_parquet(getvariable('folder') || '/raw_sales_outcomes.parquet') as raw
    left join lookup('recycle_periods') as reasons
        on snake(clean(raw.reason)) = reasons.value
    left join lookup('recycle_periods') as periods
        on case when snake(clean(raw.outcome)) = 'lost' then 'lost' else coalesce(reasons.value, 'other') end = periods.value
    where raw.occurred_at < getvariable('as_of')
) as outcomes
inner join leads
    on outcomes.lead_id = leads.lead_id
where
    outcome in (
        'attempted', 'connected', 'accepted', 'rejected', 'meeting_held', 'qualified', 'opportunity_created', 'won', 'lost'
    )
group by leads.lead_key;
