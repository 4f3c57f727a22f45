-- One row per thing that a lead or contact of Salesforce did, in the shape of raw_activities: a call or mail of theirs, a meeting
-- that they agreed to, an answer to a campaign.
with

found as (
    select
        id,
        who_id,
        activity_type,
        occurred_at,
        {{ as_text('null') }} as campaign_id
    from {{ ref('salesforce_tasks') }}
    where activity_type is not null

    union all

    select
        id,
        who_id,
        'meeting_booked' as activity_type,
        booked_at as occurred_at,
        {{ as_text('null') }} as campaign_id
    from {{ ref('salesforce_events') }}
    where exclusion_reason is null

    union all

    select
        members.id,
        members.who_id,
        types.activity_type,
        case
            when types.activity_type in ('webinar_attended', 'event_attended') then members.attended_at
            else members.responded_at
        end as occurred_at,
        members.campaign_id
    from {{ ref('salesforce_members') }} as members
    left join {{ ref('salesforce_response_types') }} as types
        on members.type_and_status = types.type_and_status
    where members.exclusion_reason is null
),

activities as (
    select
        concat('salesforce:', id) as activity_id,
        concat('salesforce:', who_id) as lead_id,
        activity_type,
        occurred_at,
        campaign_id
    from found
)

{{ deliver('raw_activities', 'activities', ['activity_id', 'lead_id', 'activity_type', 'occurred_at', 'campaign_id']) }}
