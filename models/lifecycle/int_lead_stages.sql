-- One row per lead, all leads: its stage, the qualification rules that hold, its flags, its nurture segment, and since when.
-- It starts from the last row that lead_stage_log has of the lead before this date; has_changed says whether a new one is due.
-- The macro held() reads qualification_rules, flag_rules and handover_rules.
with

{{ remembered() }},

{{ held() }},

expired as (
    select previous.lead_id
    from previous
    inner join {{ ref('int_lead_stage_inputs') }} as leads
        on previous.lead_id = leads.lead_id
    inner join {{ ref('working_hours') }} as this_hour
        on date_trunc('hour', leads.as_of) = this_hour.hour_starts_at
    left join {{ ref('working_hours') }} as first_hour
        on date_trunc('hour', previous.qualified_since) = first_hour.hour_starts_at
    where
        previous.stage = 'mql'
        and not leads.is_shopper
        and coalesce(leads.last_outcome_until < previous.qualified_since, true)
        and this_hour.working_hours_before - coalesce(first_hour.working_hours_before, 0) >= {{ expiring_hours() }}
),

known as (
    select
        leads.*,
        case when leads.is_profiled then rules.qualified_by end as qualified_by,
        {%- for flag in flag_names() %}
        coalesce(flags.{{ flag }} and leads.is_profiled, false) as {{ flag }}_holds,
        {%- endfor %}
        met.met_now,
        lacking.missing,
        previous.lead_id is not null as is_remembered,
        {{ columns_before() }},
        case when expired.lead_id is null then previous.expired_at else leads.as_of end as expired_at,
        -- What the lead was when sales refused it: a rest may end with a change of that.
        case when previous.refused_at = leads.refused_at then previous.fit_at_refusal else leads.fit_score end as fit_at_refusal,
        case
            when previous.refused_at = leads.refused_at then previous.contact_at_refusal else leads.contact
        end as contact_at_refusal
    from {{ ref('int_lead_stage_inputs') }} as leads
    left join previous
        on leads.lead_id = previous.lead_id
    left join rules
        on leads.lead_id = rules.lead_id
    left join flags
        on leads.lead_id = flags.lead_id
    left join met
        on leads.lead_id = met.lead_id
    left join lacking
        on leads.lead_id = lacking.lead_id
    left join expired
        on leads.lead_id = expired.lead_id
),

staged as (
    select
        *,
        case
            when last_purchase_at is not null then 'customer'
            when is_opportunity then 'opportunity'
            when is_confirmed or (is_accepted and has_met) then 'sql'
            when is_accepted then 'sal'
            when not is_profiled then 'not_profiled'
            when disqualification_reason is not null then 'disqualified'
            when
                is_resting
                and not coalesce(ended_by_change_of = 'fit' and fit_at_refusal <> fit_score, false)
                and not coalesce(ended_by_change_of = 'contact' and contact_at_refusal <> contact, false)
                then 'recycled'
            when
                qualified_by is not null
                and (refused_at is null or coalesce(last_intent_at > refused_until, false))
                and (expired_at is null or coalesce(last_intent_at > expired_at, false))
                then 'mql'
            when activities_90d > 0 then 'engaged'
            else 'lead'
        end as stage
    from known
),

{{ nurture_chosen('staged') }},

flagged as (
    select
        staged.*,
        staged.stage in ('mql', 'sal', 'sql', 'engaged') and staged.hand_raiser_holds as hand_raiser,
        staged.stage in ('mql', 'sal', 'sql') and staged.sales_ready_holds as sales_ready,
        staged.stage = 'customer' and staged.customer_is_back_holds as customer_is_back,
        nurture_chosen.segment as nurture_segment
    from staged
    left join nurture_chosen
        on staged.lead_id = nurture_chosen.lead_id
),

dated as (
    select
        *,
        as_of as recorded_at,
        {{ recorded_on() }} as recorded_on,
        {{ held_since('stage') }} as stage_since,
        {{ held_since('nurture_segment') }} as nurture_segment_since,
        case when stage in ('mql', 'sal', 'sql') then coalesce(qualified_since_before, as_of) end as qualified_since,
        case when stage = 'mql' and qualified_since_before is null then met_now end as criteria_met,
        case when sales_ready then coalesce(sales_ready_since_before, as_of) end as sales_ready_since,
        not is_remembered
        or {{ has_changed(['stage', 'qualified_by', 'missing', 'expired_at', 'grade', 'refused_at']) }}
        or {{ has_changed(['nurture_segment'] + flag_names()) }}
        or abs(lead_score - lead_score_before) >= 5 as has_changed
    from flagged
),

explained as (
    select
        *,
        case when has_changed then {{ what_tipped_it() }} else tipped_by_before end as tipped_by
    from dated
)

select
    {{ as_recorded() }},
    as_of,
    missing is not null as incomplete,
    has_changed
from explained
