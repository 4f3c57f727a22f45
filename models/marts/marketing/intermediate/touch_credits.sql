-- One row per lead and touch that it is credited to, and per day of media spend: in the month of the touch, its channel and
-- campaign. The first touch is how the lead came; the last is the latest campaign before it was an MQL, and before it bought.
{{ config(materialized='view') }}
{%- set measures = [
    'spend', 'leads', 'mqls', 'sqls', 'customers', 'revenue', 'last_touch_mqls', 'last_touch_sqls', 'last_touch_customers',
    'last_touch_revenue', 'emails_delivered', 'emails_opened', 'emails_clicked',
    'emails_clicked_as_recorded', 'visitors', 'seconds_on_site',
] %}
{#- What each relation gives of these; it gives nothing of the others. Nothing spent is not 0: it would make a cost of 0. #}
{%- set sources = {
    'spent': ['spend'],
    'first_credits': measures | reject('equalto', 'spend') | reject('in', measures[6:10]) | list,
    'last_credits': measures[6:10],
} %}

with

goals as (
    select 'mql' as goal
    union all
    select 'customer' as goal
),

-- Without an activity of a campaign the first touch is the last.
last_touched as (
    select
        goals.goal,
        journeys.sql_at,
        journeys.revenue,
        coalesce(touches.touched_at, journeys.created_at) as touched_at,
        coalesce(touches.campaign_id, journeys.campaign_id) as campaign_id,
        case
            when coalesce(touches.campaign_id, journeys.campaign_id) = journeys.campaign_id then journeys.channel
            else coalesce(channels.channel, 'unknown')
        end as channel
    from {{ ref('lead_journeys') }} as journeys
    cross join goals
    left join {{ ref('last_touches') }} as touches
        on journeys.lead_id = touches.lead_id and goals.goal = touches.goal
    left join {{ ref('campaign_channels') }} as channels
        on touches.campaign_id = channels.campaign_id
    where
        (goals.goal = 'mql' and journeys.mql_at is not null)
        or (goals.goal = 'customer' and journeys.customer_at is not null)
),

spent as (
    select
        {{ month_of('cast(spend_date as timestamp)') }} as month,
        channel,
        campaign_id,
        -- What has no rate is counted elsewhere, and not added up.
        coalesce(amount, 0) as spend
    from {{ ref('campaign_spend') }}
),

first_credits as (
    select
        journeys.created_month as month,
        journeys.channel,
        journeys.campaign_id,
        1 as leads,
        case when journeys.mql_at is not null then 1 else 0 end as mqls,
        case when journeys.sql_at is not null then 1 else 0 end as sqls,
        case when journeys.customer_at is not null then 1 else 0 end as customers,
        journeys.revenue,
        coalesce(mails.emails_delivered, 0) as emails_delivered,
        coalesce(mails.emails_opened, 0) as emails_opened,
        coalesce(mails.emails_clicked, 0) as emails_clicked,
        coalesce(mails.emails_clicked_as_recorded, 0) as emails_clicked_as_recorded,
        case when visits.lead_id is not null then 1 else 0 end as visitors,
        coalesce(visits.seconds_on_site_30d, 0) as seconds_on_site
    from {{ ref('lead_journeys') }} as journeys
    left join {{ ref('lead_mails') }} as mails
        on journeys.lead_id = mails.lead_id
    left join {{ ref('lead_visits') }} as visits
        on journeys.lead_id = visits.lead_id
),

last_credits as (
    select
        {{ month_of('touched_at') }} as month,
        channel,
        campaign_id,
        case when goal = 'mql' then 1 else 0 end as last_touch_mqls,
        case when goal = 'mql' and sql_at is not null then 1 else 0 end as last_touch_sqls,
        case when goal = 'customer' then 1 else 0 end as last_touch_customers,
        case when goal = 'customer' then revenue else 0 end as last_touch_revenue
    from last_touched
)

{%- for source, given in sources.items() %}

select
    {%- for measure in measures %}
    {%- set nothing = 'cast(null as numeric(18, 2))' if measure == 'spend' else '0' %}
    {{ measure if measure in given else nothing ~ ' as ' ~ measure }},
    {%- endfor %}
    month,
    channel,
    campaign_id
from {{ source }}
{{ 'union all' if not loop.last }}
{%- endfor %}
