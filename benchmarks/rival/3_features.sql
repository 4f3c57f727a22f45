-- From activities, each once, to one row per lead that did something.

-- One row per click that a program made: three links of a mail within two seconds, or a click within ten seconds of the
-- delivery of the same mail before anybody opened it. Only mails with a click are looked at.
create temp table clicked_by_programs as
with

mails as (
    select
        once.*,
        types.activity_type,
        date_diff('second', timestamp '2000-01-01 00:00:00', once.occurred_at) as at_second
    from once
    inner join activity_types as types
        on once.type_key = types.type_key
    where types.activity_type in ('email_delivered', 'email_opened', 'email_clicked') and once.content_id is not null
),

clicked as (
    select distinct lead_key, content_id from mails
    where activity_type = 'email_clicked'
),

bursts as (
    select
        id_hash,
        max(following) over (partition by lead_key, content_id order by at_second range between 2 preceding and current row)
            as clicks_in_burst
    from (
        select
            *,
            count(*) over (partition by lead_key, content_id order by at_second range between current row and 2 following)
                as following
        from mails
        where activity_type = 'email_clicked'
    )
),

early as (
    select
        *,
        max(occurred_at) filter (activity_type = 'email_delivered') over so_far as delivered_at,
        max(occurred_at) filter (activity_type = 'email_opened') over so_far as opened_at
    from mails
    semi join clicked using (lead_key, content_id)
    window so_far as (partition by lead_key, content_id order by occurred_at range unbounded preceding)
)

select id_hash from bursts
where clicks_in_burst >= 3
union
select id_hash from early
where
    activity_type = 'email_clicked'
    and date_diff('second', delivered_at, occurred_at) <= 10
    and (opened_at is null or opened_at < delivered_at);

-- One row per activity that counts: of a program or from before sales said no, it is neither engagement nor intent.
create temp view counted as
select
    once.*,
    types.signal,
    types.is_active,
    types.half_life_days
from once
inner join activity_types as types
    on once.type_key = types.type_key
left join lead_outcomes as outcomes
    on once.lead_key = outcomes.lead_key
where
    not types.is_active
    or (
        not coalesce(once.is_bot, false)
        and (outcomes.rejected_at is null or once.occurred_at > outcomes.rejected_at)
        and once.id_hash not in (from clicked_by_programs)
    );

-- One row per lead and type. Days are bits, so that those of several types can be joined.
create temp table lead_types as
select
    lead_key,
    type_key,
    count(*) filter (occurred_at >= days_back(30)) as count_30d,
    count(*) filter (occurred_at >= days_back(90)) as count_90d,
    bit_or(case when occurred_at >= days_back(7) then 1::bigint << date_diff('day', occurred_at, getvariable('as_of')) end)
        as bits_7d,
    bit_or(case when occurred_at >= days_back(14) then 1::bigint << date_diff('day', occurred_at, getvariable('as_of')) end)
        as bits_14d,
    bit_or(
        case
            when occurred_at >= days_back(28) and occurred_at < days_back(7)
                then 1::bigint << date_diff('day', occurred_at, getvariable('as_of'))
        end
    ) as bits_21d_before,
    bit_or(case when occurred_at >= days_back(30) then 1::bigint << date_diff('day', occurred_at, getvariable('as_of')) end)
        as bits_30d,
    max(occurred_at) as last_at,
    sum(
        case
            when half_life_days is not null
                then cast(
                    floor(1e6 * power(0.5::double, date_diff('second', occurred_at, getvariable('as_of')) / (86400::double * half_life_days)) + 0.5)
                    as bigint
                )
        end
    ) as millionths
from counted
group by lead_key, type_key;

-- One row per lead that viewed a product in the last 14 days: on how many days the same one, at most.
create temp table product_returns as
select
    lead_key,
    max(days) as same_product_days
from (
    select
        lead_key,
        count(distinct cast(occurred_at as date)) as days
    from counted
    where
        occurred_at >= days_back(14)
        and content_id is not null
        and type_key = (select type_key from activity_types where activity_type = 'product_viewed')
    group by lead_key, content_id
)
group by lead_key;

-- One row per lead with a counted activity: what the criteria and rules read, and nothing else.
create temp table lead_activity as
select
    lead_key,
    coalesce(cast(max(millionths) filter (activity_type = 'webinar_registered') / 1000000.0 as decimal(12, 6)), 0) as webinar_registered_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'webinar_attended') / 1000000.0 as decimal(12, 6)), 0) as webinar_attended_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'content_downloaded') / 1000000.0 as decimal(12, 6)), 0) as content_downloaded_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'event_attended') / 1000000.0 as decimal(12, 6)), 0) as event_attended_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'form_submitted') / 1000000.0 as decimal(12, 6)), 0) as form_submitted_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'email_clicked') / 1000000.0 as decimal(12, 6)), 0) as email_clicked_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'email_replied') / 1000000.0 as decimal(12, 6)), 0) as email_replied_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'call_connected') / 1000000.0 as decimal(12, 6)), 0) as call_connected_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'chat_started') / 1000000.0 as decimal(12, 6)), 0) as chat_started_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'meeting_booked') / 1000000.0 as decimal(12, 6)), 0) as meeting_booked_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'demo_downloaded') / 1000000.0 as decimal(12, 6)), 0) as demo_downloaded_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'demo_requested') / 1000000.0 as decimal(12, 6)), 0) as demo_requested_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'quote_requested') / 1000000.0 as decimal(12, 6)), 0) as quote_requested_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'contact_sales_requested') / 1000000.0 as decimal(12, 6)), 0) as contact_sales_requested_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'trial_started') / 1000000.0 as decimal(12, 6)), 0) as trial_started_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'trial_activated') / 1000000.0 as decimal(12, 6)), 0) as trial_activated_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'cart_item_added') / 1000000.0 as decimal(12, 6)), 0) as cart_item_added_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'cart_item_removed') / 1000000.0 as decimal(12, 6)), 0) as cart_item_removed_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'wishlist_item_added') / 1000000.0 as decimal(12, 6)), 0) as wishlist_item_added_weight,
    coalesce(cast(max(millionths) filter (activity_type = 'checkout_started') / 1000000.0 as decimal(12, 6)), 0) as checkout_started_weight,
    max(last_at) filter (activity_type = 'webinar_registered') as webinar_registered_last_at,
    max(last_at) filter (activity_type = 'webinar_attended') as webinar_attended_last_at,
    max(last_at) filter (activity_type = 'content_downloaded') as content_downloaded_last_at,
    max(last_at) filter (activity_type = 'event_attended') as event_attended_last_at,
    max(last_at) filter (activity_type = 'form_submitted') as form_submitted_last_at,
    max(last_at) filter (activity_type = 'email_clicked') as email_clicked_last_at,
    max(last_at) filter (activity_type = 'email_replied') as email_replied_last_at,
    max(last_at) filter (activity_type = 'call_connected') as call_connected_last_at,
    max(last_at) filter (activity_type = 'chat_started') as chat_started_last_at,
    max(last_at) filter (activity_type = 'meeting_booked') as meeting_booked_last_at,
    max(last_at) filter (activity_type = 'demo_downloaded') as demo_downloaded_last_at,
    max(last_at) filter (activity_type = 'demo_requested') as demo_requested_last_at,
    max(last_at) filter (activity_type = 'quote_requested') as quote_requested_last_at,
    max(last_at) filter (activity_type = 'contact_sales_requested') as contact_sales_requested_last_at,
    max(last_at) filter (activity_type = 'trial_started') as trial_started_last_at,
    max(last_at) filter (activity_type = 'trial_activated') as trial_activated_last_at,
    max(last_at) filter (activity_type = 'cart_item_added') as cart_item_added_last_at,
    max(last_at) filter (activity_type = 'wishlist_item_added') as wishlist_item_added_last_at,
    max(last_at) filter (activity_type = 'checkout_started') as checkout_started_last_at,
    max(last_at) filter (activity_type = 'pricing_page_viewed') as pricing_page_viewed_last_at,
    max(last_at) filter (activity_type = 'comparison_page_viewed') as comparison_page_viewed_last_at,
    max(last_at) filter (activity_type = 'careers_page_viewed') as careers_page_viewed_last_at,
    max(last_at) filter (activity_type = 'product_viewed') as product_viewed_last_at,
    max(last_at) filter (activity_type = 'product_used') as product_used_last_at,
    max(last_at) filter (activity_type = 'newsletter_subscribed') as newsletter_subscribed_last_at,
    max(last_at) filter (activity_type = 'unsubscribed') as unsubscribed_last_at,
    max(last_at) filter (activity_type = 'spam_reported') as spam_reported_last_at,
    max(last_at) filter (activity_type = 'email_bounced') as email_bounced_last_at,
    max(last_at) filter (activity_type = 'email_delivered') as email_delivered_last_at,
    max(last_at) filter (activity_type = 'order_placed') as order_placed_last_at,
    coalesce(max(count_30d) filter (activity_type = 'pricing_page_viewed'), 0) as pricing_page_viewed_30d,
    coalesce(max(count_30d) filter (activity_type = 'comparison_page_viewed'), 0) as comparison_page_viewed_30d,
    coalesce(max(count_30d) filter (activity_type = 'careers_page_viewed'), 0) as careers_page_viewed_30d,
    coalesce(max(count_30d) filter (activity_type = 'product_viewed'), 0) as product_viewed_30d,
    coalesce(max(count_30d) filter (activity_type = 'product_used'), 0) as product_used_30d,
    coalesce(max(count_30d) filter (activity_type = 'content_downloaded'), 0) as content_downloaded_30d,
    coalesce(max(count_30d) filter (activity_type = 'trial_started'), 0) as trial_started_30d,
    coalesce(max(count_30d) filter (activity_type = 'trial_activated'), 0) as trial_activated_30d,
    coalesce(max(count_30d) filter (activity_type = 'demo_requested'), 0) as demo_requested_30d,
    coalesce(max(count_30d) filter (activity_type = 'quote_requested'), 0) as quote_requested_30d,
    coalesce(max(count_30d) filter (activity_type = 'contact_sales_requested'), 0) as contact_sales_requested_30d,
    coalesce(max(count_90d) filter (activity_type = 'unsubscribed'), 0) as unsubscribed_90d,
    coalesce(bit_count(max(bits_30d) filter (activity_type = 'pricing_page_viewed')), 0) as pricing_days_30d,
    coalesce(bit_count(max(bits_14d) filter (activity_type = 'product_used')), 0) as product_used_days_14d,
    coalesce(bit_count(bit_or(bits_7d) filter (is_active)), 0) as active_days_7d,
    coalesce(bit_count(bit_or(bits_21d_before) filter (is_active)), 0) as active_days_21d_before,
    coalesce(bit_count(bit_or(bits_30d) filter (is_active)), 0) as active_days_30d,
    max(last_at) filter (is_active) as last_activity_at,
    max(last_at) filter (signal = 'intent') as last_intent_at
from lead_types
inner join activity_types using (type_key)
group by lead_key;
