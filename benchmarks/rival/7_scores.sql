-- From facts to points, reasons, scores and the list.

-- Points for millionths: rounded, at most so many, and 0 for a lead that did nothing.
create temp macro faded(x, most) as cast(least(coalesce((x + 500000) // 1000000, 0), most) as integer);
-- Whether the latest of something is at most so many days ago.
create temp macro since(last_at, days) as coalesce(last_at >= days_back(days), false);

-- One row per lead: the points of each criterion (0 where it is not met) and what the reasons and rules read.
create temp table points as
with

facts as (
    select
        leads.*,
        activity.* exclude (lead_key),
        days.* exclude (lead_key),
        coalesce(returns.same_product_days, 0) as same_product_days,
        coalesce(
            activity.newsletter_subscribed_last_at > activity.unsubscribed_last_at,
            activity.newsletter_subscribed_last_at is not null
        ) as is_subscribed
    from leads
    left join lead_activity as activity
        on leads.lead_key = activity.lead_key
    left join lead_days as days
        on leads.lead_key = days.lead_key
    left join product_returns as returns
        on leads.lead_key = returns.lead_key
)

select
    *,
    case when seniority in ('owner', 'c_level', 'vp') then 12 else 0 end as decides,
    case when seniority = 'director' then 9 else 0 end as heads_department,
    case when seniority = 'manager' then 6 else 0 end as manages_team,
    case when is_target_department then 6 else 0 end as in_target_department,
    case when employee_count between 51 and 1000 then 10 else 0 end as company_51_to_1000,
    case when employee_count > 1000 then 7 else 0 end as company_over_1000,
    case when employee_count between 11 and 50 then 5 else 0 end as company_11_to_50,
    case when employee_count <= 10 then -8 else 0 end as company_up_to_10,
    case when is_target_industry then 8 else 0 end as in_target_industry,
    case when is_target_country then 4 else 0 end as in_target_country,
    case when has_email and coalesce(email_kind, '') <> 'free_mail' then 4 else 0 end as has_work_email,
    case when seniority = 'student' then -20 else 0 end as studies_or_interns,

    faded(6 * webinar_attended_millionths, 12) as attended_webinar,
    faded(2 * webinar_registered_millionths, 4) as registered_for_webinar,
    faded(4 * content_downloaded_millionths, 10) as downloaded_content,
    faded(8 * event_attended_millionths, 8) as met_at_event,
    case when is_subscribed then 2 else 0 end as subscribed_to_newsletter,
    faded(3 * form_submitted_millionths, 6) as filled_in_form,
    faded(2 * email_clicked_millionths, 6) as clicks_emails,
    faded(6 * answered_millionths, 12) as answers_us,
    case when active_days_30d >= 3 then 5 else 0 end as keeps_visiting,
    case when active_days_7d >= 2 and 3 * active_days_7d > active_days_21d_before then 3 else 0 end as getting_more_active,
    case when since(unsubscribed_last_at, 90) then -8 else 0 end as has_unsubscribed,
    case
        when
            since(careers_page_viewed_last_at, 30)
            and not since(
                greatest(
                    product_viewed_last_at, pricing_page_viewed_last_at, content_downloaded_last_at, trial_started_last_at,
                    trial_activated_last_at, product_used_last_at
                ), 30
            )
            then -10
        else 0
    end as only_looks_for_a_job,

    faded(25 * hand_raised_millionths, 25) as asked_to_talk,
    faded(15 * trial_started_millionths, 15) as started_trial,
    faded(12 * trial_activated_millionths, 12) as activated_trial,
    case when product_used_days_14d >= 3 then 8 else 0 end as uses_the_product,
    faded(12 * demo_downloaded_millionths, 12) as downloaded_demo,
    least(5 * coalesce(pricing_days_30d, 0), 15) as reads_pricing,
    case when since(comparison_page_viewed_last_at, 30) then 6 else 0 end as compares_us,
    case when has_stated_need or months_to_purchase <= 3 then 8 else 0 end as told_us_a_need,
    greatest(faded(12 * (cart_item_added_millionths - cart_item_removed_millionths), 18), 0)
        as has_items_in_cart,
    faded(6 * wishlist_item_added_millionths, 12) as keeps_wish_list,
    case when same_product_days >= 2 then 10 else 0 end as returns_to_product,
    faded(20 * checkout_started_millionths, 20) as left_checkout
from facts;

-- One row per lead: its points in each dimension before the limits, and the scores.
create temp table scores as
select
    lead_key,
    decides + heads_department + manages_team + in_target_department + company_51_to_1000 + company_over_1000
    + company_11_to_50 + company_up_to_10 + in_target_industry + in_target_country + has_work_email + studies_or_interns
        as raw_fit,
    attended_webinar + registered_for_webinar + downloaded_content + met_at_event + subscribed_to_newsletter + filled_in_form
    + clicks_emails + answers_us + keeps_visiting + getting_more_active + has_unsubscribed + only_looks_for_a_job
        as raw_engagement,
    asked_to_talk + started_trial + activated_trial + uses_the_product + downloaded_demo + reads_pricing + compares_us
    + told_us_a_need + has_items_in_cart + keeps_wish_list + returns_to_product + left_checkout as raw_intent,
    greatest(least(raw_fit, 40), 0) as fit_score,
    greatest(least(raw_engagement, 25), 0) as engagement_score,
    greatest(least(raw_intent, 35), 0) as intent_score
from points;
