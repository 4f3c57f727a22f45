-- One row per row of HubSpot's tables engagement_call, engagement_meeting and engagement_email: what the contact did, what sales
-- got out of it, and why it is left out, where it is.
-- What the numbers of call outcomes stand for: connected; busy, a message left with somebody, voicemail, no answer, wrong number.
-- An outcome of your own account is a line here.
{%- set call_outcomes = {
    'f240bbac-87c9-4f6e-bf70-924b57d47db7': 'connected',
    '9d9162e7-6cf3-4944-bf63-4dff82258764': 'attempted',
    'a4c4c377-d246-4b32-a13b-75a56a4cd0ff': 'attempted',
    'b2cf5968-551e-4856-9783-52b3da59a7d0': 'attempted',
    '73a0d17f-1163-4015-bdd5-ec830791da20': 'attempted',
    '17b47fee-58de-441e-a44c-c6300d46f273': 'attempted',
} %}

with

with_contact as (
    select distinct record_id
    from {{ ref('hubspot_associations') }}
    where source_table = 'engagement_contact' and exclusion_reason is null
),

-- A number that is not known here is delivered as it is, so that staging rejects it by name.
ended as (
    select
        *,
        case
            when source_table = 'engagement_call' and disposition is not null
                then
                    case disposition
                        {%- for number, outcome in call_outcomes.items() %}
                        when '{{ number }}' then '{{ outcome }}'
                        {%- endfor %}
                        else disposition
                    end
            when source_table = 'engagement_call' and status in ('busy', 'no_answer') then 'attempted'
            when source_table = 'engagement_meeting' and status = 'completed' then 'meeting_held'
        end as outcome,
        {{ to_timestamp('booked_at') }} > {{ to_timestamp('happened_at') }} as is_written_down_later
    from {{ ref('hubspot_engagement_rows') }}
),

classified as (
    select
        *,
        case
            when source_table = 'engagement_call' and outcome = 'connected' then 'call_connected'
            when source_table = 'engagement_meeting' then 'meeting_booked'
            when source_table = 'engagement_email' and status = 'incoming_email' then 'email_replied'
        end as activity_type
    from ended
)

select
    classified.source_table,
    classified.engagement_id,
    classified.activity_type,
    -- A meeting is booked before it begins.
    case
        when classified.activity_type = 'meeting_booked' and not coalesce(classified.is_written_down_later, false)
            then coalesce(classified.booked_at, classified.happened_at)
        else classified.happened_at
    end as activity_at,
    classified.outcome,
    classified.happened_at as outcome_at,
    classified.owner_id,
    case
        when classified.is_deleted then 'deleted'
        when classified.copy_number > 1 then 'other copy'
        when classified.source_table = 'engagement_email' and classified.status is null then 'not known which way'
        when classified.source_table = 'engagement_email' and classified.activity_type is null then 'not incoming'
        when classified.activity_type is null and classified.outcome is null then 'no outcome'
        when with_contact.record_id is null then 'no contact'
    end as exclusion_reason
from classified
left join with_contact
    on classified.engagement_id = with_contact.record_id
