-- One row per activity that no human made, with the rule that caught it: none of them is engagement or intent.
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
        on lower(agents.user_agent) like patterns.value
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
        source_system,
        activity_id,
        max(clicks_in_2_seconds) over (
            partition by lead_id, content_id
            order by occurred_second
            range between 2 preceding and current row
        ) as clicks_in_burst
    from counted_clicks
),

-- A click within ten seconds of the delivery of the same mail, before anybody opened it.
mails as (
    select
        *,
        max(case when activity_type = 'email_delivered' then occurred_at end) over (
            partition by lead_id, content_id order by occurred_at range between unbounded preceding and current row
        ) as delivered_at,
        max(case when activity_type = 'email_opened' then occurred_at end) over (
            partition by lead_id, content_id order by occurred_at range between unbounded preceding and current row
        ) as opened_at
    from activities
    where activity_type in ('email_delivered', 'email_opened', 'email_clicked') and content_id is not null
),

early as (
    select
        source_system,
        activity_id
    from mails
    where
        activity_type = 'email_clicked'
        and {{ seconds_between('delivered_at', 'occurred_at') }} <= 10
        and (opened_at is null or opened_at < delivered_at)
),

caught as (
    select
        activities.source_system,
        activities.activity_id,
        activities.lead_id,
        activities.activity_type,
        activities.occurred_at,
        case
            when known_agents.user_agent is not null then 'known_agent'
            when early.activity_id is not null then 'clicked_on_delivery'
            when bursts.clicks_in_burst >= 3 then 'clicked_every_link'
        end as caught_by
    from activities
    left join known_agents
        on activities.user_agent = known_agents.user_agent
    left join early
        on activities.source_system = early.source_system and activities.activity_id = early.activity_id
    left join bursts
        on activities.source_system = bursts.source_system and activities.activity_id = bursts.activity_id
)

select * from caught
where caught_by is not null
