-- One row per event of a web shop's pixel: the address taken apart, the event's own id, the payload's values.
-- A line that the loader could not take apart is a row too, of which nothing is known but the line.
with

events as (
    select * from {{ source('web_events', 'web_events') }}
),

identified as (
    select
        *,
        {{ dbt.hash("concat(" ~ [
            "coalesce(client_id, '')", "'|'", "coalesce(page_url, '')", "'|'", "coalesce(referrer, '')", "'|'",
            "coalesce(timestamp, '')", "'|'", "coalesce(event_name, '')", "'|'", "coalesce(event_data, '')", "'|'",
            "coalesce(user_agent, '')",
        ] | join(', ') ~ ")") }} as event_id
    from events
)

select
    case when unreadable_line is null then event_id end as event_id,
    nullif({{ trimmed('client_id') }}, '') as client_id,
    timestamp as occurred_at,
    event_name,
    user_agent,
    {{ url_host('page_url') }} as page_host,
    {{ url_path('page_url') }} as page_path,
    {{ url_host('referrer') }} as referrer_host,
    {{ url_parameter('page_url', 'utm_source') }} as utm_source,
    {{ url_parameter('page_url', 'utm_campaign') }} as utm_campaign,
    -- The e-mail given at checkout is the purchase's, and identifies nobody.
    case when event_name = 'email_filled_on_popup' then {{ json_value('event_data', 'user_email') }} end as email,
    case when event_name = 'checkout_completed' then {{ json_value('event_data', 'revenue') }} end as revenue,
    unreadable_line
from identified
