-- One row per activity that no human made, with the rule that caught it: none of them is engagement or intent.
{%- set columns = ['activity_key', 'lead_number', 'activity_type', 'occurred_at'] %}

with

-- Each branch reads the activities for itself: few rows pass its filter, where one common step would hold all of them.
clicks as (
    select
        *,
        {{ seconds_between("cast('2000-01-01 00:00:00' as timestamp)", 'occurred_at') }} as occurred_second
    from {{ ref('stg_activities') }}
    where activity_type = 'email_clicked' and content_number is not null
),

-- Every link of a mail followed within two seconds: a scanner tries them all, a person chooses.
counted_clicks as (
    select
        *,
        count(*) over (
            partition by lead_number, content_number
            order by occurred_second
            range between current row and 2 following
        ) as clicks_in_2_seconds
    from clicks
),

bursts as (
    select
        *,
        max(clicks_in_2_seconds) over (
            partition by lead_number, content_number
            order by occurred_second
            range between 2 preceding and current row
        ) as clicks_in_burst
    from counted_clicks
),

-- A click within ten seconds of the delivery of the same mail, before anybody opened it. Most mails are never clicked.
clicked_mails as (
    select distinct
        lead_number,
        content_number
    from clicks
),

mails as (
    select
        activities.*,
        max(case when activities.activity_type = 'email_delivered' then activities.occurred_at end) over (
            partition by activities.lead_number, activities.content_number
            order by activities.occurred_at range between unbounded preceding and current row
        ) as delivered_at,
        max(case when activities.activity_type = 'email_opened' then activities.occurred_at end) over (
            partition by activities.lead_number, activities.content_number
            order by activities.occurred_at range between unbounded preceding and current row
        ) as opened_at
    from {{ ref('stg_activities') }} as activities
    inner join clicked_mails
        on activities.lead_number = clicked_mails.lead_number and activities.content_number = clicked_mails.content_number
    where activities.activity_type in ('email_delivered', 'email_opened', 'email_clicked')
),

caught as (
    select
        {{ columns | join(', ') }},
        1 as priority
    from {{ ref('stg_activities') }}
    where is_by_known_agent

    union all

    select
        {{ columns | join(', ') }},
        2 as priority
    from mails
    where
        activity_type = 'email_clicked'
        and {{ seconds_between('delivered_at', 'occurred_at') }} <= 10
        and (opened_at is null or opened_at < delivered_at)

    union all

    select
        {{ columns | join(', ') }},
        3 as priority
    from bursts
    where clicks_in_burst >= 3
)

select
    {{ columns | join(', ') }},
    case min(priority)
        when 1 then 'known_agent'
        when 2 then 'clicked_on_delivery'
        when 3 then 'clicked_every_link'
    end as caught_by
from caught
group by {{ columns | join(', ') }}
