-- From kinds to one row per lead that did something.

-- One row per lead that did one kind of thing.
create temp macro of_kind(name) as table select lead_key, last_at, millionths from lead_kinds where kind = name;

-- One row per lead with a counted activity: what the criteria and rules read, and nothing else. A join for each kind: most leads
-- did few of them, so that this is cheaper than an aggregate for each.
create temp table lead_activity as
select
    leads.lead_key,
    coalesce(webinar_registered.millionths, 0) as webinar_registered_millionths,
    coalesce(webinar_attended.millionths, 0) as webinar_attended_millionths,
    coalesce(content_downloaded.millionths, 0) as content_downloaded_millionths,
    coalesce(event_attended.millionths, 0) as event_attended_millionths,
    coalesce(form_submitted.millionths, 0) as form_submitted_millionths,
    coalesce(email_clicked.millionths, 0) as email_clicked_millionths,
    coalesce(answered.millionths, 0) as answered_millionths,
    coalesce(demo_downloaded.millionths, 0) as demo_downloaded_millionths,
    coalesce(hand_raised.millionths, 0) as hand_raised_millionths,
    coalesce(trial_started.millionths, 0) as trial_started_millionths,
    coalesce(trial_activated.millionths, 0) as trial_activated_millionths,
    coalesce(cart_item_added.millionths, 0) as cart_item_added_millionths,
    coalesce(cart_item_removed.millionths, 0) as cart_item_removed_millionths,
    coalesce(wishlist_item_added.millionths, 0) as wishlist_item_added_millionths,
    coalesce(checkout_started.millionths, 0) as checkout_started_millionths,
    webinar_registered.last_at as webinar_registered_last_at,
    webinar_attended.last_at as webinar_attended_last_at,
    content_downloaded.last_at as content_downloaded_last_at,
    event_attended.last_at as event_attended_last_at,
    form_submitted.last_at as form_submitted_last_at,
    email_clicked.last_at as email_clicked_last_at,
    answered.last_at as answered_last_at,
    demo_downloaded.last_at as demo_downloaded_last_at,
    hand_raised.last_at as hand_raised_last_at,
    trial_started.last_at as trial_started_last_at,
    trial_activated.last_at as trial_activated_last_at,
    cart_item_added.last_at as cart_item_added_last_at,
    wishlist_item_added.last_at as wishlist_item_added_last_at,
    checkout_started.last_at as checkout_started_last_at,
    pricing_page_viewed.last_at as pricing_page_viewed_last_at,
    comparison_page_viewed.last_at as comparison_page_viewed_last_at,
    careers_page_viewed.last_at as careers_page_viewed_last_at,
    product_viewed.last_at as product_viewed_last_at,
    product_used.last_at as product_used_last_at,
    newsletter_subscribed.last_at as newsletter_subscribed_last_at,
    unsubscribed.last_at as unsubscribed_last_at,
    spam_reported.last_at as spam_reported_last_at,
    email_bounced.last_at as email_bounced_last_at,
    email_delivered.last_at as email_delivered_last_at,
    order_placed.last_at as order_placed_last_at,
    leads.last_activity_at,
    leads.last_intent_at
from (
    select
        lead_key,
        max(last_at) filter (is_active) as last_activity_at,
        max(last_at) filter (is_intent) as last_intent_at
    from lead_kinds
    inner join (select distinct kind, is_active, is_intent from activity_types) using (kind)
    group by lead_key
) as leads
left join of_kind('webinar_registered') as webinar_registered using (lead_key)
left join of_kind('webinar_attended') as webinar_attended using (lead_key)
left join of_kind('content_downloaded') as content_downloaded using (lead_key)
left join of_kind('event_attended') as event_attended using (lead_key)
left join of_kind('form_submitted') as form_submitted using (lead_key)
left join of_kind('email_clicked') as email_clicked using (lead_key)
left join of_kind('answered') as answered using (lead_key)
left join of_kind('demo_downloaded') as demo_downloaded using (lead_key)
left join of_kind('hand_raised') as hand_raised using (lead_key)
left join of_kind('trial_started') as trial_started using (lead_key)
left join of_kind('trial_activated') as trial_activated using (lead_key)
left join of_kind('cart_item_added') as cart_item_added using (lead_key)
left join of_kind('cart_item_removed') as cart_item_removed using (lead_key)
left join of_kind('wishlist_item_added') as wishlist_item_added using (lead_key)
left join of_kind('checkout_started') as checkout_started using (lead_key)
left join of_kind('pricing_page_viewed') as pricing_page_viewed using (lead_key)
left join of_kind('comparison_page_viewed') as comparison_page_viewed using (lead_key)
left join of_kind('careers_page_viewed') as careers_page_viewed using (lead_key)
left join of_kind('product_viewed') as product_viewed using (lead_key)
left join of_kind('product_used') as product_used using (lead_key)
left join of_kind('newsletter_subscribed') as newsletter_subscribed using (lead_key)
left join of_kind('unsubscribed') as unsubscribed using (lead_key)
left join of_kind('spam_reported') as spam_reported using (lead_key)
left join of_kind('email_bounced') as email_bounced using (lead_key)
left join of_kind('email_delivered') as email_delivered using (lead_key)
left join of_kind('order_placed') as order_placed using (lead_key);
