-- One row per reason of a lead; points stand in columns of their own, so each block reads two or three of them.
create table lead_score_reasons as
with

reasons as (
    select lead_key, 'fit' as dimension, 'decides' as criterion, 'Owner, C-level or vice president' as reason, decides as points
    from points where decides <> 0
    union all
    select lead_key, 'fit' as dimension, 'heads_department' as criterion, 'Director or head of department' as reason, heads_department as points
    from points where heads_department <> 0
    union all
    select lead_key, 'fit' as dimension, 'manages_team' as criterion, 'Manages a team' as reason, manages_team as points
    from points where manages_team <> 0
    union all
    select lead_key, 'fit' as dimension, 'in_target_department' as criterion, 'Works in a department that buys from us' as reason, in_target_department as points
    from points where in_target_department <> 0
    union all
    select lead_key, 'fit' as dimension, 'company_51_to_1000' as criterion, '51 to 1,000 people, our core market' as reason, company_51_to_1000 as points
    from points where company_51_to_1000 <> 0
    union all
    select lead_key, 'fit' as dimension, 'company_over_1000' as criterion, 'More than 1,000 people' as reason, company_over_1000 as points
    from points where company_over_1000 <> 0
    union all
    select lead_key, 'fit' as dimension, 'company_11_to_50' as criterion, '11 to 50 people' as reason, company_11_to_50 as points
    from points where company_11_to_50 <> 0
    union all
    select lead_key, 'fit' as dimension, 'company_up_to_10' as criterion, '10 people or fewer' as reason, company_up_to_10 as points
    from points where company_up_to_10 <> 0
    union all
    select lead_key, 'fit' as dimension, 'in_target_industry' as criterion, 'In a target industry' as reason, in_target_industry as points
    from points where in_target_industry <> 0
    union all
    select lead_key, 'fit' as dimension, 'in_target_country' as criterion, 'In a country we sell to' as reason, in_target_country as points
    from points where in_target_country <> 0
    union all
    select lead_key, 'fit' as dimension, 'has_work_email' as criterion, 'Work e-mail address' as reason, has_work_email as points
    from points where has_work_email <> 0
    union all
    select lead_key, 'fit' as dimension, 'studies_or_interns' as criterion, 'Student or intern' as reason, studies_or_interns as points
    from points where studies_or_interns <> 0
    union all
    select lead_key, 'engagement' as dimension, 'attended_webinar' as criterion, 'Attended a webinar, last on ' || webinar_attended_last_at::date as reason, attended_webinar as points
    from points where attended_webinar <> 0
    union all
    select lead_key, 'engagement' as dimension, 'registered_for_webinar' as criterion, 'Registered for a webinar, last on ' || webinar_registered_last_at::date as reason, registered_for_webinar as points
    from points where registered_for_webinar <> 0
    union all
    select lead_key, 'engagement' as dimension, 'downloaded_content' as criterion, 'Downloaded a whitepaper or case study, last on ' || content_downloaded_last_at::date as reason, downloaded_content as points
    from points where downloaded_content <> 0
    union all
    select lead_key, 'engagement' as dimension, 'met_at_event' as criterion, 'Met us at an event, last on ' || event_attended_last_at::date as reason, met_at_event as points
    from points where met_at_event <> 0
    union all
    select lead_key, 'engagement' as dimension, 'subscribed_to_newsletter' as criterion, 'Subscribes to the newsletter' as reason, subscribed_to_newsletter as points
    from points where subscribed_to_newsletter <> 0
    union all
    select lead_key, 'engagement' as dimension, 'filled_in_form' as criterion, 'Filled in another form, last on ' || form_submitted_last_at::date as reason, filled_in_form as points
    from points where filled_in_form <> 0
    union all
    select lead_key, 'engagement' as dimension, 'clicks_emails' as criterion, 'Clicks links in our e-mails, last on ' || email_clicked_last_at::date as reason, clicks_emails as points
    from points where clicks_emails <> 0
    union all
    select lead_key, 'engagement' as dimension, 'answers_us' as criterion, 'Answers our e-mails, calls or chat, last on ' || answered_last_at::date as reason, answers_us as points
    from points where answers_us <> 0
    union all
    select lead_key, 'engagement' as dimension, 'keeps_visiting' as criterion, 'Active on ' || active_days_30d || ' days in 30, last on ' || last_activity_at::date as reason, keeps_visiting as points
    from points where keeps_visiting <> 0
    union all
    select lead_key, 'engagement' as dimension, 'getting_more_active' as criterion, 'More active than in the weeks before, last on ' || last_activity_at::date as reason, getting_more_active as points
    from points where getting_more_active <> 0
    union all
    select lead_key, 'engagement' as dimension, 'unsubscribed' as criterion, 'Unsubscribed on ' || unsubscribed_last_at::date as reason, has_unsubscribed as points
    from points where has_unsubscribed <> 0
    union all
    select lead_key, 'engagement' as dimension, 'only_looks_for_a_job' as criterion, 'Reads only the careers pages, last on ' || careers_page_viewed_last_at::date as reason, only_looks_for_a_job as points
    from points where only_looks_for_a_job <> 0
    union all
    select lead_key, 'intent' as dimension, 'asked_to_talk' as criterion, 'Asked for a demo, a quote or a call, last on ' || hand_raised_last_at::date as reason, asked_to_talk as points
    from points where asked_to_talk <> 0
    union all
    select lead_key, 'intent' as dimension, 'started_trial' as criterion, 'Started a trial, last on ' || trial_started_last_at::date as reason, started_trial as points
    from points where started_trial <> 0
    union all
    select lead_key, 'intent' as dimension, 'activated_trial' as criterion, 'Set the trial up, last on ' || trial_activated_last_at::date as reason, activated_trial as points
    from points where activated_trial <> 0
    union all
    select lead_key, 'intent' as dimension, 'uses_the_product' as criterion, 'Used the product on ' || product_used_days_14d || ' days in 14, last on ' || product_used_last_at::date as reason, uses_the_product as points
    from points where uses_the_product <> 0
    union all
    select lead_key, 'intent' as dimension, 'downloaded_demo' as criterion, 'Downloaded the product demo, last on ' || demo_downloaded_last_at::date as reason, downloaded_demo as points
    from points where downloaded_demo <> 0
    union all
    select lead_key, 'intent' as dimension, 'reads_pricing' as criterion, 'Read the pricing page on ' || pricing_days_30d || case when pricing_days_30d = 1 then ' day' else ' days' end
            || ', last on ' || pricing_page_viewed_last_at::date as reason, reads_pricing as points
    from points where reads_pricing <> 0
    union all
    select lead_key, 'intent' as dimension, 'compares_us' as criterion, 'Compared us with others, last on ' || comparison_page_viewed_last_at::date as reason, compares_us as points
    from points where compares_us <> 0
    union all
    select lead_key, 'intent' as dimension, 'told_us_a_need' as criterion, 'Told us a need or a purchase date' as reason, told_us_a_need as points
    from points where told_us_a_need <> 0
    union all
    select lead_key, 'intent' as dimension, 'has_items_in_cart' as criterion, 'Has items in the cart, last added on ' || cart_item_added_last_at::date as reason, has_items_in_cart as points
    from points where has_items_in_cart <> 0
    union all
    select lead_key, 'intent' as dimension, 'keeps_wish_list' as criterion, 'Made a wish list, last on ' || wishlist_item_added_last_at::date as reason, keeps_wish_list as points
    from points where keeps_wish_list <> 0
    union all
    select lead_key, 'intent' as dimension, 'returns_to_product' as criterion, 'Came back to the same product on ' || same_product_days || ' days, last on ' || product_viewed_last_at::date as reason, returns_to_product as points
    from points where returns_to_product <> 0
    union all
    select lead_key, 'intent' as dimension, 'left_checkout' as criterion, 'Started checkout, did not finish, last on ' || checkout_started_last_at::date as reason, left_checkout as points
    from points where left_checkout <> 0
    union all
    select
        lead_key,
        'fit',
        'limit',
        case when raw_fit < 0 then 'Points for fit do not fall below 0' else 'Points for fit end at 40' end,
        fit_score - raw_fit
    from scores where fit_score <> raw_fit
    union all
    select
        lead_key,
        'engagement',
        'limit',
        case when raw_engagement < 0 then 'Points for engagement do not fall below 0' else 'Points for engagement end at 25' end,
        engagement_score - raw_engagement
    from scores where engagement_score <> raw_engagement
    union all
    select
        lead_key,
        'intent',
        'limit',
        case when raw_intent < 0 then 'Points for intent do not fall below 0' else 'Points for intent end at 35' end,
        intent_score - raw_intent
    from scores where intent_score <> raw_intent
)

select
    leads.lead_id,
    reasons.dimension,
    reasons.criterion,
    reasons.reason,
    cast(reasons.points as integer) as points
from reasons
inner join leads
    on reasons.lead_key = leads.lead_key;
