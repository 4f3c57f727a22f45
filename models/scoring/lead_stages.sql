-- One row per lead, all leads: its stage, the qualification rules it meets, and its flags.
with

leads as (
    select * from {{ ref('scored_leads') }}
),

rules as (
    select
        lead_id,
        {{ sorted_list('rule') }} as qualified_by
    from {{ ref('qualification_rules') }}
    where enters
    group by lead_id
),

flags as (
    select
        lead_id,
        max(case when flag = 'hand_raiser' then 1 else 0 end) = 1 as hand_raiser,
        max(case when flag = 'sales_ready' then 1 else 0 end) = 1 as sales_ready,
        max(case when flag = 'customer_is_back' then 1 else 0 end) = 1 as customer_is_back
    from {{ ref('flag_rules') }}
    where enters
    group by lead_id
),

-- What sales recorded counts until the next refusal.
standing as (
    select
        leads.*,
        rules.qualified_by,
        flags.hand_raiser,
        flags.sales_ready,
        flags.customer_is_back,
        coalesce(leads.last_opportunity_at > leads.refused_at, leads.last_opportunity_at is not null) as is_opportunity,
        coalesce(leads.last_qualified_at > leads.refused_at, leads.last_qualified_at is not null) as is_confirmed,
        coalesce(leads.last_accepted_at > leads.refused_at, leads.last_accepted_at is not null) as is_accepted,
        coalesce(leads.last_meeting_held_at > leads.refused_at, leads.last_meeting_held_at is not null) as has_met,
        leads.refused_at is not null
        and coalesce(leads.as_of < leads.recycled_until, true)
        and not (
            leads.hand_raise_ends_recycling and coalesce(leads.last_hand_raise_at > leads.refused_at, false)
        ) as is_cooling_down,
        rules.qualified_by is not null
        and (leads.refused_at is null or coalesce(leads.last_intent_at > leads.refused_at, false)) as is_qualified
    from leads
    left join rules
        on leads.lead_id = rules.lead_id
    left join flags
        on leads.lead_id = flags.lead_id
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
            when is_cooling_down then 'recycled'
            when is_qualified then 'mql'
            when activities_90d > 0 then 'engaged'
            else 'lead'
        end as stage
    from standing
)

select
    lead_id,
    as_of,
    stage,
    case when is_profiled then qualified_by end as qualified_by,
    is_profiled and stage in ('mql', 'sal', 'sql', 'engaged') and coalesce(hand_raiser, false) as hand_raiser,
    is_profiled and stage in ('mql', 'sal', 'sql') and coalesce(sales_ready, false) as sales_ready,
    is_profiled and stage = 'customer' and coalesce(customer_is_back, false) as customer_is_back
from staged
