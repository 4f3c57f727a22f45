-- One row per lead: what its stage depends on, without memory: scores, gates, what sales answered.
-- What sales recorded counts until the next refusal.
-- A table: several models read it, and Spark would work out everything before it each time.

select
    leads.lead_id,
    leads.as_of,
    leads.is_profiled,
    leads.is_shopper,
    leads.grade,
    leads.fit_score,
    leads.engagement_score,
    leads.intent_score,
    leads.lead_score,
    leads.disqualification_reason,
    leads.activities_90d,
    leads.last_hand_raise_at,
    leads.last_intent_at,
    leads.last_outcome_until,
    leads.last_purchase_at,
    leads.refused_at,
    leads.refused_until,
    leads.refusal_reason,
    periods.ended_by_change_of,
    md5(concat(coalesce(persons.email, persons.email_hash, ''), ' ', coalesce(persons.phone, ''))) as contact,
    coalesce(leads.last_opportunity_at > leads.refused_until, leads.last_opportunity_at is not null) as is_opportunity,
    coalesce(leads.last_qualified_at > leads.refused_until, leads.last_qualified_at is not null) as is_confirmed,
    coalesce(leads.last_accepted_at > leads.refused_until, leads.last_accepted_at is not null) as is_accepted,
    coalesce(leads.last_meeting_held_at > leads.refused_until, leads.last_meeting_held_at is not null) as has_met,
    leads.refused_at is not null
    and coalesce(leads.as_of < leads.recycled_until, true)
    and not (
        leads.hand_raise_ends_recycling and coalesce(leads.last_hand_raise_at > leads.refused_until, false)
    ) as is_resting
from {{ ref('scored_leads') }} as leads
inner join {{ ref('int_leads') }} as persons
    on leads.lead_id = persons.lead_id
left join {{ ref('recycle_periods') }} as periods
    on leads.refusal_reason = lower(periods.value)
