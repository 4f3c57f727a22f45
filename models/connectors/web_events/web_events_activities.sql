-- One row per event of a web shop's pixel, in the shape of raw_activities.
with

visits as (
    select * from {{ ref('web_events_visits') }}
),

page_types as (
    select * from {{ ref('web_events_page_types') }}
),

activities as (
    select
        case when visits.event_id is not null then concat('web_events:', visits.event_id) end as activity_id,
        case when visits.client_id is not null then concat('web_events:', visits.client_id) end as lead_id,
        case
            when visits.event_name = 'page_viewed' then coalesce(page_types.activity_type, visits.event_name)
            else visits.event_name
        end as activity_type,
        visits.occurred_at,
        visits.utm_campaign as campaign_id,
        visits.page_path as content_id,
        visits.revenue as amount,
        visits.user_agent,
        visits.unreadable_line
    from visits
    left join page_types
        on visits.page_path = page_types.page_path
)

{{ deliver('raw_activities', 'activities', [
    'activity_id', 'lead_id', 'activity_type', 'occurred_at', 'campaign_id', 'content_id', 'amount', 'user_agent',
    'unreadable_line',
]) }}
