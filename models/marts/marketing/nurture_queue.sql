-- One row per lead that is nurtured: in which segment and since when, what to do, what to send, how, and not before which day.
with

{{ nurture_chosen(ref('lead_stages')) }},

nurtured as (
    select
        stages.lead_id,
        stages.as_of,
        stages.stage,
        stages.nurture_segment,
        stages.nurture_segment_since,
        nurture_chosen.action,
        nurture_chosen.every_days,
        scored.recycled_until,
        greatest(scored.email_delivered_last_at, scored.last_outcome_at) as last_contact_at,
        contact.marketing_by as contact_by,
        contact.marketing_note as contact_note
    from {{ ref('lead_stages') }} as stages
    inner join nurture_chosen
        on stages.lead_id = nurture_chosen.lead_id and stages.nurture_segment = nurture_chosen.segment
    inner join {{ ref('scored_leads') }} as scored
        on stages.lead_id = scored.lead_id
    inner join {{ ref('lead_contact') }} as contact
        on stages.lead_id = contact.lead_id
),

leads as (
    select
        *,
        greatest(
            cast(as_of as date),
            cast(last_contact_at + interval '1' day * every_days as date),
            case when stage = 'recycled' then cast(recycled_until as date) end
        ) as due_on
    from nurtured
)

select
    leads.lead_id,
    leads.stage,
    leads.nurture_segment,
    leads.nurture_segment_since,
    leads.action,
    leads.contact_by,
    leads.contact_note,
    content.content_id,
    content.title as next_content,
    content.topic,
    content.concern as answers_concern,
    content.content_because,
    leads.last_contact_at,
    -- A rest without an end has no next day either.
    case
        when leads.contact_by <> 'none' and (leads.stage <> 'recycled' or leads.recycled_until is not null) then leads.due_on
    end as next_contact_on,
    leads.as_of
from leads
left join {{ ref('next_content') }} as content
    on leads.lead_id = content.lead_id
