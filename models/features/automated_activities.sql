-- One row per activity that no human made, with the rule that caught it: none of them is engagement or intent.
{%- set columns = ['source_system', 'activity_id', 'lead_id', 'activity_type', 'occurred_at'] %}

with

activities as (
    select * from {{ ref('stg_activities') }}
),

agents as (
    select distinct user_agent from activities
    where user_agent is not null
),

known_agents as (
    select distinct agents.user_agent
    from agents
    inner join {{ ref('automated_agents') }} as patterns
        on {{ is_like('lower(agents.user_agent)', 'patterns.value') }}
),

clicks as (
    select
        *,
        {{ seconds_between("cast('2000-01-01 00:00:00' as timestamp)", 'occurred_at') }} as occurred_second
    from activities
    where activity_type = 'email_clicked'
),

-- Every link of a mail followed within two seconds: a scanner tries them all, a person chooses.
counted_clicks as (
    select
        *,
        count(*) over (
            partition by lead_id, content_id
            order by occurred_second
            range between current row and 2 following
        ) as clicks_in_2_seconds
    from clicks
    where content_id is not null
),

bursts as (
    select
        *,
        max(clicks_in_2_seconds) over (
            partition by lead_id, content_id
            order by occurred_second
            range between 2 preceding and current row
        ) as clicks_in_burst
    from counted_clicks
),

-- A click within ten seconds of the delivery of the same mail, before anybody opened it. Most mails are never clicked.
clicked_mails as (
    select distinct
        lead_id,
        content_id
    from clicks
),

mails as (
    select
        activities.*,
        max(case when activities.activity_type = 'email_delivered' then activities.occurred_at end) over (
            partition by activities.lead_id, activities.content_id
            order by activities.occurred_at range between unbounded preceding and current row
        ) as delivered_at,
        max(case when activities.activity_type = 'email_opened' then activities.occurred_at end) over (
            partition by activities.lead_id, activities.content_id
            order by activities.occurred_at range between unbounded preceding and current row
        ) as opened_at
    from activities
    inner join clicked_mails
        on activities.lead_id = clicked_mails.lead_id and activities.content_id = clicked_mails.content_id
    where activities.activity_type in ('email_delivered', 'email_opened', 'email_clicked')
),

caught as (
    select
        {{ columns | join(', ') }},
        1 as priority
    from activities
    inner join known_agents
        on activities.user_agent = known_agents.user_agent

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
