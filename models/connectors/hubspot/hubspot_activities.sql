-- One row per thing a contact of HubSpot did: an e-mail event, a form, a call, a meeting booked or a reply, in the shape of
-- raw_activities.
with

activities as (
    select
        event_id as record_id,
        contact_id,
        activity_type,
        occurred_at,
        {{ as_text('null') }} as campaign_id,
        content_id,
        user_agent,
        {{ as_text('null') }} as form_name
    from {{ ref('hubspot_email_events') }}
    where exclusion_reason is null

    union all

    select
        submission_id as record_id,
        contact_id,
        activity_type,
        occurred_at,
        campaign_id,
        content_id,
        {{ as_text('null') }} as user_agent,
        form_name
    from {{ ref('hubspot_form_submissions') }}
    where exclusion_reason is null

    union all

    select
        concat(engagements.engagement_id, ':', coalesce(associations.contact_id, '')) as record_id,
        associations.contact_id,
        engagements.activity_type,
        engagements.activity_at as occurred_at,
        {{ as_text('null') }} as campaign_id,
        {{ as_text('null') }} as content_id,
        {{ as_text('null') }} as user_agent,
        {{ as_text('null') }} as form_name
    from {{ ref('hubspot_engagements') }} as engagements
    inner join {{ ref('hubspot_associations') }} as associations
        on engagements.engagement_id = associations.record_id
    where
        engagements.exclusion_reason is null and engagements.activity_type is not null
        and associations.source_table = 'engagement_contact' and associations.exclusion_reason is null
),

keyed as (
    select
        case when record_id is not null then concat('hubspot:', record_id) end as activity_id,
        case when contact_id is not null then concat('hubspot:', contact_id) end as lead_id,
        activity_type,
        occurred_at,
        campaign_id,
        content_id,
        user_agent,
        form_name
    from activities
)

{{ deliver('raw_activities', 'keyed', [
    'activity_id', 'lead_id', 'activity_type', 'occurred_at', 'campaign_id', 'content_id', 'user_agent', 'form_name',
]) }}
