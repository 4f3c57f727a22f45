-- One row per lead that has a next step: who does what, by when.
with

standing as (
    select
        lead_id,
        stage as holds
    from {{ ref('int_lead_stages') }}

    union all

    select
        lead_id,
        'hand_raiser' as holds
    from {{ ref('int_lead_stages') }}
    where hand_raiser

    union all

    select
        lead_id,
        'sales_ready' as holds
    from {{ ref('int_lead_stages') }}
    where sales_ready and stage = 'mql'

    union all

    select
        lead_id,
        'customer_is_back' as holds
    from {{ ref('int_lead_stages') }}
    where customer_is_back
),

steps as (
    select
        rules.*,
        case rules.counts_from
            when 'hand_raise' then leads.last_hand_raise_at
            when 'intent' then leads.last_intent_at
            when 'qualified' then stages.qualified_since
            when 'sales_ready' then stages.sales_ready_since
        end as since,
        row_number() over (
            partition by rules.lead_id order by rules.priority, {{ in_byte_order('rules.next_step') }}
        ) as place
    from {{ ref('next_step_rules') }} as rules
    inner join standing
        on rules.lead_id = standing.lead_id and rules.applies_to = standing.holds
    inner join {{ ref('int_lead_stages') }} as stages
        on rules.lead_id = stages.lead_id
    inner join {{ ref('int_lead_stage_inputs') }} as leads
        on rules.lead_id = leads.lead_id
    where rules.applies
),

-- Working time stands still outside working hours: what begins there begins with the next working hour.
started as (
    select
        steps.*,
        hours.working_hours_before,
        case
            when hours.is_working then {{ seconds_between('hours.hour_starts_at', 'steps.since') }} else 0
        end as seconds_into_hour
    from steps
    left join {{ ref('working_hours') }} as hours
        on date_trunc('hour', steps.since) = hours.hour_starts_at
    where steps.place = 1
),

due as (
    select
        started.lead_id,
        started.next_step,
        started.who_acts,
        started.since,
        case
            when started.clock = 'clock' then started.since + interval '1' hour * started.within_hours
            when started.seconds_into_hour = 0 then hours.hour_starts_at + interval '1' hour
            else hours.hour_starts_at + interval '1' second * started.seconds_into_hour
        end as act_by
    from started
    left join {{ ref('working_hours') }} as hours
        on
            hours.is_working
            and hours.working_hours_before
            = started.working_hours_before + started.within_hours - case when started.seconds_into_hour = 0 then 1 else 0 end
)

select
    lead_id,
    next_step,
    who_acts,
    since as due_from,
    act_by
from due
