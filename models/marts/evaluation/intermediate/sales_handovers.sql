-- One row per time in the look-back that a lead, or a record of it, became an MQL for sales to call: how it was handed over, and
-- what sales answered before it was handed over again. Shoppers who did not ask to talk are marketing's, and not here; nor is who
-- was an MQL on the first date recorded, which handed nobody over.

with

became_mql as (
    select
        coalesce(merged.known_as, recorded.lead_id) as lead_id,
        recorded.lead_id as recorded_as,
        recorded.recorded_at as handed_over_at,
        recorded.grade,
        recorded.qualified_by,
        recorded.criteria_met,
        lead(recorded.recorded_at) over (partition by recorded.lead_id order by recorded.recorded_at) as record_again_at,
        row_number() over (
            partition by coalesce(merged.known_as, recorded.lead_id), recorded.recorded_at
            order by case when merged.known_as is null then 0 else 1 end, {{ in_byte_order('recorded.lead_id') }}
        ) as place
    from {{ ref('lead_stage_log') }} as recorded
    left join {{ ref('int_former_lead_ids') }} as merged
        on recorded.lead_id = merged.lead_id
    where
        recorded.stage = 'mql' and recorded.qualified_since = recorded.recorded_at
        and (recorded.hand_raiser or not recorded.is_shopper)
),

-- Two records of a person, handed over at one moment, are one handover: that of the record that leads.
handed_over as (
    select
        *,
        lead(handed_over_at) over (partition by lead_id order by handed_over_at) as next_handed_over_at
    from became_mql
    where place = 1
),

leads as (
    select
        handed_over.*,
        scored.as_of,
        scored.owner_id,
        scored.lead_source
    from handed_over
    -- A lead that the raw tables have no more is history.
    inner join {{ ref('scored_leads') }} as scored
        on handed_over.lead_id = scored.lead_id
    inner join {{ ref('stages_known_since') }} as known
        on scored.source_system = known.source_system
    where handed_over.handed_over_at >= {{ lookback_start() }} and handed_over.handed_over_at > known.known_since
),

-- Sales that meets, confirms, wins or loses a lead has accepted it. What sales dated by the day of the handover answers it.
answers as (
    select
        leads.lead_id,
        leads.handed_over_at,
        outcomes.outcome,
        greatest(outcomes.occurred_at, leads.handed_over_at) as occurred_at,
        outcomes.owner_id,
        outcomes.reason,
        case outcomes.outcome when 'attempted' then 0 when 'connected' then 0 else 1 end as is_answer,
        row_number() over (
            partition by leads.lead_id, leads.handed_over_at
            order by outcomes.latest_at, {{ in_byte_order('outcomes.outcome') }}, {{ in_byte_order('outcomes.owner_id') }}
        ) as place
    from leads
    inner join {{ ref('int_sales_outcomes') }} as outcomes
        on leads.lead_id = outcomes.lead_id
    where
        outcomes.latest_at >= leads.handed_over_at
        and (leads.next_handed_over_at is null or outcomes.latest_at < leads.next_handed_over_at)
),

touches as (
    select
        lead_id,
        handed_over_at,
        min(occurred_at) as first_touch_at,
        max(case when place = 1 then owner_id end) as first_touch_by,
        sum(case when outcome = 'attempted' then 1 else 0 end) as attempts,
        sum(case when outcome = 'connected' then 1 else 0 end) as connections,
        max(case when is_answer = 1 then place end) as last_answer
    from answers
    group by lead_id, handed_over_at
),

-- A lead that came back as a shopper, and then as an MQL, left the list again without another handover.
expired as (
    select distinct
        leads.lead_id,
        leads.handed_over_at
    from leads
    inner join {{ ref('lead_stage_history') }} as history
        on leads.recorded_as = history.recorded_as
    where
        leads.handed_over_at < history.expired_at
        and (leads.record_again_at is null or leads.record_again_at > history.expired_at)
),

moments as (
    select handed_over_at as moment from leads
    union
    select first_touch_at as moment from touches
),

-- Working time stands still outside working hours.
clock as (
    select
        moments.moment,
        hours.working_hours_before * 3600
        + case when hours.is_working then {{ seconds_between('hours.hour_starts_at', 'moments.moment') }} else 0 end
            as working_seconds
    from moments
    inner join {{ ref('working_hours') }} as hours
        on date_trunc('hour', moments.moment) = hours.hour_starts_at
)

select
    leads.lead_id,
    leads.handed_over_at,
    coalesce(touches.first_touch_by, leads.owner_id) as owner_id,
    leads.lead_source,
    leads.grade,
    leads.qualified_by,
    leads.criteria_met,
    touches.first_touch_at,
    cast(
        {{ ratio('(touched.working_seconds - handed.working_seconds)', 3600) }} as numeric(9, 2)
    ) as working_hours_to_touch,
    cast(coalesce(touches.attempts, 0) as integer) as attempts,
    cast(coalesce(touches.connections, 0) as integer) as connections,
    case
        when last_answers.outcome is null then 'none'
        when last_answers.outcome = 'rejected' then 'rejected'
        else 'accepted'
    end as answer,
    case when last_answers.outcome = 'rejected' then coalesce(last_answers.reason, 'other') end as rejection_reason,
    expired.lead_id is not null as is_expired
from leads
left join touches
    on leads.lead_id = touches.lead_id and leads.handed_over_at = touches.handed_over_at
left join answers as last_answers
    on
        touches.lead_id = last_answers.lead_id
        and touches.handed_over_at = last_answers.handed_over_at
        and touches.last_answer = last_answers.place
left join expired
    on leads.lead_id = expired.lead_id and leads.handed_over_at = expired.handed_over_at
left join clock as handed
    on leads.handed_over_at = handed.moment
left join clock as touched
    on touches.first_touch_at = touched.moment
