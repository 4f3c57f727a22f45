-- One row per lead: where it came from, its segments, which stages of the funnel it ever reached, and what it brought. What the
-- funnel and the marts of performance count.

with

recorded as (
    select
        lead_id,
        min(recorded_at) as first_recorded_at,
        min(case when stage = 'mql' then recorded_at end) as first_mql_at
    from {{ ref('lead_stage_history') }}
    group by lead_id
),

-- No score of a customer predicts its first purchase.
scores as (
    select
        history.lead_id,
        max(history.lead_score) as highest_score
    from {{ ref('lead_stage_history') }} as history
    inner join {{ ref('lead_milestones') }} as milestones
        on history.lead_id = milestones.lead_id
    where milestones.customer_at is null or history.recorded_at <= milestones.customer_at
    group by history.lead_id
)

select
    leads.lead_id,
    leads.as_of,
    leads.created_at,
    {{ month_of('leads.created_at') }} as created_month,
    {{ is_young(month_of('leads.created_at')) }} as is_young,
    coalesce(leads.created_at < known.known_since, false) as is_before_history,
    coalesce(leads.lead_source, 'unknown') as lead_source,
    coalesce(leads.campaign_id, 'none') as campaign_id,
    channels.channel,
    coalesce(leads.landing_page, 'unknown') as landing_page,
    segments.{{ segments() | join(',\n    segments.') }},
    milestones.{{ funnel_counts() | join('_at,\n    milestones.') }}_at,
    case
        when recorded.first_mql_at <= coalesce(milestones.customer_at, recorded.first_mql_at) then 'qualified'
        when milestones.customer_at <= recorded.first_recorded_at then 'not known'
        else 'never qualified'
    end as qualification,
    scores.highest_score,
    touches.touches,
    touches.sales_touches,
    coalesce(revenue.purchases, 0) as purchases,
    coalesce(revenue.purchases_without_amount, 0) as purchases_without_amount,
    cast(coalesce(revenue.revenue, 0) as numeric(18, 2)) as revenue
from {{ ref('lead_features') }} as leads
inner join {{ ref('lead_channels') }} as channels
    on leads.lead_id = channels.lead_id
inner join {{ ref('lead_segments') }} as segments
    on leads.lead_id = segments.lead_id
inner join {{ ref('lead_milestones') }} as milestones
    on leads.lead_id = milestones.lead_id
inner join {{ ref('lead_touches') }} as touches
    on leads.lead_id = touches.lead_id
left join {{ ref('stages_known_since') }} as known
    on leads.source_system = known.source_system
left join recorded
    on leads.lead_id = recorded.lead_id
left join scores
    on leads.lead_id = scores.lead_id
left join {{ ref('lead_revenue') }} as revenue
    on leads.lead_id = revenue.lead_id
