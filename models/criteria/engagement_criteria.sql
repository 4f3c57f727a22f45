-- ENGAGEMENT, one row per lead and criterion: does this lead pay attention to us?
-- One block per criterion: to change one, change its numbers; to add one, add a block.
-- An is_met of null means that we do not know: it scores nothing, and is counted as unknown.

with

leads as (
    select * from {{ ref('lead_features') }}
)

select
    lead_id,
    'attended_webinar' as criterion,
    concat('Attended a webinar, last on ', cast(webinar_attended_last_at as date)) as reason,
    least(cast(round(6 * webinar_attended_weight) as integer), 12) as points,
    webinar_attended_weight > 0 as is_met
from leads

union all

select
    lead_id,
    'registered_for_webinar' as criterion,
    concat('Registered for a webinar, last on ', cast(webinar_registered_last_at as date)) as reason,
    least(cast(round(2 * webinar_registered_weight) as integer), 4) as points,
    webinar_registered_weight > 0 as is_met
from leads

union all

select
    lead_id,
    'downloaded_content' as criterion,
    concat('Downloaded a whitepaper or case study, last on ', cast(content_downloaded_last_at as date)) as reason,
    least(cast(round(4 * content_downloaded_weight) as integer), 10) as points,
    content_downloaded_weight > 0 as is_met
from leads

union all

select
    lead_id,
    'met_at_event' as criterion,
    concat('Met us at an event, last on ', cast(event_attended_last_at as date)) as reason,
    least(cast(round(8 * event_attended_weight) as integer), 8) as points,
    event_attended_weight > 0 as is_met
from leads

union all

select
    lead_id,
    'subscribed_to_newsletter' as criterion,
    'Subscribes to the newsletter' as reason,
    2 as points,
    is_subscribed as is_met
from leads

union all

-- Only forms without a type of their own: a demo request is not counted here again.
select
    lead_id,
    'filled_in_form' as criterion,
    concat('Filled in another form, last on ', cast(form_submitted_last_at as date)) as reason,
    least(cast(round(3 * form_submitted_weight) as integer), 6) as points,
    form_submitted_weight > 0 as is_met
from leads

union all

-- Clicks by humans only. Opens are worth nothing: mail programs open everything.
select
    lead_id,
    'clicks_emails' as criterion,
    concat('Clicks links in our e-mails, last on ', cast(email_clicked_last_at as date)) as reason,
    least(cast(round(2 * email_clicked_weight) as integer), 6) as points,
    email_clicked_weight > 0 as is_met
from leads

union all

select
    lead_id,
    'answers_us' as criterion,
    concat(
        'Answers our e-mails, calls or chat, last on ',
        cast(
            greatest(email_replied_last_at, call_connected_last_at, chat_started_last_at, meeting_booked_last_at) as date
        )
    ) as reason,
    least(
        cast(
            round(6 * (email_replied_weight + call_connected_weight + chat_started_weight + meeting_booked_weight))
            as integer
        ),
        12
    ) as points,
    email_replied_weight + call_connected_weight + chat_started_weight + meeting_booked_weight > 0 as is_met
from leads

union all

select
    lead_id,
    'keeps_visiting' as criterion,
    concat('Active on ', active_days_30d, ' days in 30, last on ', cast(last_activity_at as date)) as reason,
    5 as points,
    active_days_30d >= 3 as is_met
from leads

union all

select
    lead_id,
    'getting_more_active' as criterion,
    concat('More active than in the weeks before, last on ', cast(last_activity_at as date)) as reason,
    3 as points,
    active_days_7d >= 2 and 3 * active_days_7d > active_days_21d_before as is_met
from leads

union all

select
    lead_id,
    'unsubscribed' as criterion,
    concat('Unsubscribed on ', cast(unsubscribed_last_at as date)) as reason,
    -8 as points,
    unsubscribed_90d >= 1 as is_met
from leads

union all

select
    lead_id,
    'only_looks_for_a_job' as criterion,
    concat('Reads only the careers pages, last on ', cast(careers_page_viewed_last_at as date)) as reason,
    -10 as points,
    careers_page_viewed_30d >= 1
    and product_viewed_30d + pricing_page_viewed_30d + content_downloaded_30d = 0
    and trial_started_30d + trial_activated_30d + product_used_30d = 0 as is_met
from leads
