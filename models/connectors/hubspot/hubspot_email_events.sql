-- One row per row of HubSpot's table email_event: what the recipient did, and why it is left out, where it is.
with

events as (
    {{ hubspot_rows('email_event', ['id', 'type', 'created', 'recipient'], [
        'email_campaign_id', 'filtered_event', 'obsoleted_by_id', 'obsoleted_by_created', '_fivetran_deleted', '_fivetran_synced',
    ], keys=['id']) }}
),

opens as (
    {{ vendor_table('hubspot', 'email_event_open', ['id'], ['user_agent']) }}
),

clicks as (
    {{ vendor_table('hubspot', 'email_event_click', ['id'], ['user_agent']) }}
),

bounces as (
    {{ vendor_table('hubspot', 'email_event_bounce', ['id'], ['status', 'category']) }}
),

status_changes as (
    {{ vendor_table('hubspot', 'email_event_status_change', ['id', 'portal_subscription_status'], ['subscriptions']) }}
),

-- What each table of details knows of an event, once however often it was loaded.
agents as (
    select
        id,
        max({{ in_byte_order('user_agent') }}) as user_agent
    from (
        select * from opens
        union all
        select * from clicks
    ) as opened_or_clicked
    group by id
),

bounced as (
    select
        id,
        max({{ in_byte_order('status') }}) as status,
        max({{ in_byte_order('category') }}) as category
    from bounces
    group by id
),

changed as (
    select
        id,
        -- From all mail, or from one kind of it.
        max(
            case when portal_subscription_status = 'UNSUBSCRIBED' or lower(subscriptions) like '%unsubscribed%' then 1 else 0 end
        ) = 1 as has_unsubscribed
    from status_changes
    group by id
),

-- What is taken back once never comes again, whatever an older copy of it says.
taken_back as (
    select distinct id
    from events
    where tells_of_then and obsoleted_by_id is not null and {{ is_known(to_timestamp('obsoleted_by_created')) }}
),

-- The tables of details are named status_change, the types STATUSCHANGE.
named as (
    select
        *,
        replace(lower(type), '_', '') as event_type
    from events
),

joined as (
    select
        named.id,
        named.event_type,
        named.created,
        named.email_campaign_id,
        lower({{ trimmed('named.recipient') }}) as recipient,
        case
            when named.event_type in ('open', 'click') and {{ is_set('named.filtered_event') }}
                then concat('hubspot-filtered ', coalesce(agents.user_agent, ''))
            else agents.user_agent
        end as user_agent,
        coalesce(changed.has_unsubscribed, false) as has_unsubscribed,
        case
            when named.is_gone then 'deleted'
            when taken_back.id is not null then 'taken back'
            when named.event_type in ('processed', 'sent', 'deferred', 'dropped', 'unbounce') then 'on its way'
            -- 4 is for now, 5 for good.
            when
                named.event_type = 'bounce'
                and (
                    bounced.status like '4%'
                    or (bounced.status is null and bounced.category in ('MAILBOX_FULL', 'THROTTLED', 'GREYLISTING'))
                )
                then 'soft bounce'
            when
                named.event_type = 'statuschange' and not changed.has_unsubscribed
                then 'no unsubscription'
        end as exclusion_reason
    from named
    left join agents
        on named.id = agents.id
    left join bounced
        on named.id = bounced.id
    left join changed
        on named.id = changed.id
    left join taken_back
        on named.id = taken_back.id
)

-- A recipient who is no contact has no lead: the address is used instead, and staging reports it.
select
    joined.id as event_id,
    coalesce(addresses.contact_id, nullif(joined.recipient, '')) as contact_id,
    case when joined.has_unsubscribed then 'unsubscribed' else joined.event_type end as activity_type,
    joined.created as occurred_at,
    joined.email_campaign_id as content_id,
    joined.user_agent,
    joined.exclusion_reason
from joined
left join {{ ref('hubspot_addresses') }} as addresses
    on joined.recipient = addresses.email
