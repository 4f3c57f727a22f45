-- One row per event of a web shop's pixel, in the shape of raw_activities. Which page was viewed tells staging what the view is.
with

activities as (
    select
        case when event_id is not null then concat('web_events:', event_id) end as activity_id,
        case when client_id is not null then concat('web_events:', client_id) end as lead_id,
        event_name as activity_type,
        occurred_at,
        utm_campaign as campaign_id,
        page_path as content_id,
        case when event_name = 'page_viewed' then page_path end as page_url,
        revenue as amount,
        user_agent,
        unreadable_line
    from {{ ref('web_events_visits') }}
)

{{ deliver('raw_activities', 'activities', [
    'activity_id', 'lead_id', 'activity_type', 'occurred_at', 'campaign_id', 'content_id', 'page_url', 'amount', 'user_agent',
    'unreadable_line',
]) }}
