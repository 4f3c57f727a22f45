-- One row per click on a link of a mail and rule that says a program made it: clicked_on_delivery, clicked_unopened or
-- clicked_every_link. Not on the full minute: such a moment may be known to the minute or the day only, and tells no seconds.
{{ config(materialized='view') }}
{%- set columns = ['activity_key', 'lead_number', 'activity_type', 'content_number', 'occurred_at'] %}
{%- set mail_of = {'content': 'content_number', 'campaign': 'campaign_number', 'lead': '0'} %}
{%- set of_mail = 'partition by lead_number, named_by, mail_number order by occurred_second' %}

with

-- Each step reads the activities for itself: few rows pass its filter, where one common step would hold all of them.
sent as (
    select distinct content_number
    from {{ ref('int_activities_deduped') }}
    where activity_type in ('email_delivered', 'email_opened') and content_number is not null
),

-- What a click names as content is its mail where mails of that name were delivered or opened, and else the address that was
-- clicked: then the campaign names the mail, or nothing does, and all mails of the lead are asked.
named as (
    select
        activities.{{ columns | join(', activities.') }},
        activities.campaign_number,
        {{ second_of('activities.occurred_at') }} as occurred_second,
        case
            when sent.content_number is not null then 'content'
            when activities.campaign_number is not null then 'campaign'
            else 'lead'
        end as named_by
    from {{ ref('int_activities_deduped') }} as activities
    left join sent
        on activities.content_number = sent.content_number
    where activities.activity_type = 'email_clicked'
),

clicks as (
    select
        {{ columns | join(', ') }},
        occurred_second,
        named_by,
        case named_by
            {%- for name, number in mail_of.items() %}
            when '{{ name }}' then {{ number }}
            {%- endfor %}
        end as mail_number
    from named
),

-- A scanner tries every link of a mail at once, a person takes a second for each.
clicks_ahead as (
    select
        *,
        count(*) over ({{ of_mail }} range between current row and 1 following) as clicks
    from clicks
),

bursts as (
    select
        *,
        max(clicks) over ({{ of_mail }} range between 1 preceding and current row) as clicks_in_burst
    from clicks_ahead
),

-- Most mails are never clicked.
clicked_mails as (
    select distinct
        lead_number,
        named_by,
        mail_number
    from clicks
),

ways as (
    select distinct named_by from clicks
),

-- A mail stands here once for each way in which clicks name theirs: one, in most data.
sent_mails as (
    select
        activities.{{ columns | join(', activities.') }},
        {{ second_of('activities.occurred_at') }} as occurred_second,
        ways.named_by,
        case ways.named_by
            {%- for name, number in mail_of.items() %}
            when '{{ name }}' then {{ 'activities.' ~ number if number != '0' else number }}
            {%- endfor %}
        end as mail_number
    from {{ ref('int_activities_deduped') }} as activities
    cross join ways
    where activities.activity_type in ('email_delivered', 'email_opened')
),

mails as (
    select sent_mails.*
    from sent_mails
    inner join clicked_mails
        on
            sent_mails.lead_number = clicked_mails.lead_number
            and sent_mails.named_by = clicked_mails.named_by
            and sent_mails.mail_number = clicked_mails.mail_number

    union all

    select * from clicks
),

-- An open in the second of a click is what a mail system makes of that click.
placed as (
    select
        *,
        max(case when activity_type = 'email_delivered' then occurred_second end) over (
            {{ of_mail }} range between unbounded preceding and current row
        ) as delivered,
        min(case when activity_type = 'email_delivered' then occurred_second end) over (
            {{ of_mail }} range between current row and unbounded following
        ) as delivered_next,
        max(case when activity_type = 'email_opened' then occurred_second end) over (
            {{ of_mail }} range between unbounded preceding and 1 preceding
        ) as opened
    from mails
),

-- Gateways look into a mail before they report it delivered, or soon after.
early_clicks as (
    select
        {{ columns | join(', ') }},
        occurred_second,
        occurred_second - delivered <= 10 or delivered_next - occurred_second <= 10 as is_on_delivery
    from placed
    where
        activity_type = 'email_clicked'
        and (
            occurred_second - delivered <= 10
            or delivered_next - occurred_second <= 10
            or (occurred_second - delivered <= 60 and (opened is null or opened < delivered))
        )
),

-- Who reads without pictures never opens a mail, as far as we see: only of those who do is a missing open a sign.
mail_seconds as (
    select
        {{ columns | join(', ') }},
        {{ second_of('occurred_at') }} as occurred_second,
        max(case when activity_type = 'email_clicked' then 1 else 0 end) over (
            partition by lead_number, {{ second_of('occurred_at') }}
        ) as is_clicked
    from {{ ref('int_activities_deduped') }}
    where
        activity_type in ('email_opened', 'email_clicked')
        and lead_number in (select early_clicks.lead_number from early_clicks)
),

-- One below the other and not joined: PostgreSQL expects few early clicks, and would look through all opens for each of them.
clicks_and_opens as (
    select
        {{ columns | join(', ') }},
        occurred_second,
        is_on_delivery
    from early_clicks

    union all

    select
        {{ columns | join(', ') }},
        occurred_second,
        false as is_on_delivery
    from mail_seconds
    where is_clicked = 0
),

opened as (
    select
        *,
        min(case when activity_type = 'email_opened' then occurred_second end) over (partition by lead_number) as first_opened,
        max(case when activity_type = 'email_opened' then occurred_second end) over (partition by lead_number) as last_opened
    from clicks_and_opens
),

caught as (
    select
        {{ columns | join(', ') }},
        occurred_second,
        case when is_on_delivery then 'clicked_on_delivery' else 'clicked_unopened' end as caught_by
    from opened
    where
        activity_type = 'email_clicked'
        and (is_on_delivery or first_opened < occurred_second or last_opened > occurred_second + 60)

    union all

    select
        {{ columns | join(', ') }},
        occurred_second,
        'clicked_every_link' as caught_by
    from bursts
    where clicks_in_burst >= 3
)

select
    {{ columns | join(', ') }},
    caught_by
from caught
where mod(occurred_second, 60) <> 0
