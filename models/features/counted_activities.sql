-- One row per activity that counts: of a known type and, for engagement and intent, made by a human and later than the last time
-- sales rejected the lead. Objections and purchases always count, even if a program reported them or sales rejected the lead.
{{ config(materialized='view') }}

with

rejected_leads as (
    select
        leads.lead_number,
        outcomes.rejected_until
    from {{ ref('lead_outcomes') }} as outcomes
    inner join {{ ref('int_leads') }} as leads
        on outcomes.lead_id = leads.lead_id
    where outcomes.rejected_until is not null
),

made_by_programs as (
    select activity_key from {{ ref('bot_clicks') }}
    union
    select activity_key from {{ ref('bot_views') }}
)

select activities.*
from {{ ref('int_activities_deduped') }} as activities
left join rejected_leads
    on activities.lead_number = rejected_leads.lead_number
left join made_by_programs
    on activities.activity_key = made_by_programs.activity_key
where
    activities.signal not in ('engagement', 'intent')
    or (
        activities.signal is not null
        and not coalesce(activities.is_by_known_agent, false)
        and made_by_programs.activity_key is null
        and (rejected_leads.rejected_until is null or activities.occurred_at > rejected_leads.rejected_until)
    )
