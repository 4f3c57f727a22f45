-- One row per lead and time it came into a nurture segment: whether it got a mail then, and whether it came back or bought;
-- that it did neither, while its days are not over.
-- A lead is judged from its landmark on, 7 days after it came: who came back by then was waiting for no mail, and is left out,
-- and who got none by then is not nurtured, though it may get one later. Otherwise who comes back early would have had no time
-- to get a mail, and who waits long would have had plenty.
{%- set landmark = "episodes.since + interval '1' day * 7" %}
{%- set ends_at = "episodes.since + interval '1' day * (7 + 30)" %}

with

-- Those of which the look-back still holds every activity. Who was in a segment on the first date recorded came into it earlier.
episodes as (
    select distinct
        history.lead_id,
        history.nurture_segment,
        history.nurture_segment_since as since
    from {{ ref('lead_stage_history') }} as history
    inner join {{ ref('int_leads') }} as leads
        on history.lead_id = leads.lead_id
    inner join {{ ref('stages_known_since') }} as known
        on leads.source_system = known.source_system
    where
        history.lead_id = history.recorded_as
        and history.nurture_segment is not null and history.nurture_segment_since >= {{ lookback_start() }}
        and history.nurture_segment_since > known.known_since
),

-- What sales refused a lead for later does not undo what it did before, hence not counted_activities.
happened as (
    select
        leads.lead_id,
        activities.occurred_at,
        activities.activity_type = 'email_delivered' as is_mail,
        activities.signal in ('engagement', 'intent') as is_sign,
        activities.activity_type = 'order_placed' as is_purchase
    from {{ ref('int_activities_deduped') }} as activities
    inner join {{ ref('int_leads') }} as leads
        on activities.lead_number = leads.lead_number
    left join {{ ref('bot_activities') }} as automated
        on activities.activity_key = automated.activity_key
    where
        automated.activity_key is null
        and (activities.signal in ('engagement', 'intent') or activities.activity_type in ('email_delivered', 'order_placed'))

    union all

    select
        lead_id,
        occurred_at,
        false as is_mail,
        false as is_sign,
        true as is_purchase
    from {{ ref('int_sales_outcomes') }}
    where outcome = 'won'
),

reactions as (
    select
        episodes.lead_id,
        episodes.nurture_segment,
        episodes.since,
        max(case when happened.is_mail and happened.occurred_at < {{ landmark }} then 1 else 0 end) as nurtured,
        max(case when not happened.is_mail and happened.occurred_at < {{ landmark }} then 1 else 0 end) as woken,
        max(case when happened.is_sign and happened.occurred_at >= {{ landmark }} then 1 else 0 end) as re_engaged,
        max(case when happened.is_purchase and happened.occurred_at >= {{ landmark }} then 1 else 0 end) as converted
    from episodes
    inner join happened
        on episodes.lead_id = happened.lead_id
    where
        happened.occurred_at >= episodes.since
        and happened.occurred_at < {{ ends_at }}
        and {{ ends_at }} <= {{ as_of() }}
    group by episodes.lead_id, episodes.nurture_segment, episodes.since
)

select
    episodes.lead_id,
    episodes.nurture_segment,
    episodes.since,
    coalesce(reactions.nurtured, 0) = 1 as is_nurtured,
    coalesce(reactions.re_engaged, 0) = 1 as is_re_engaged,
    coalesce(reactions.converted, 0) = 1 as is_converted,
    case
        when {{ ends_at }} > {{ as_of() }} then 'still open'
        when reactions.woken = 1 then 'left out'
        else 'compared'
    end as fate
from episodes
left join reactions
    on
        episodes.lead_id = reactions.lead_id
        and episodes.nurture_segment = reactions.nurture_segment
        and episodes.since = reactions.since
