-- One row per lead that was sent a mail in the look-back: how many, and how many of these it opened and clicked. A mail counts
-- as opened or clicked no more often than it was delivered. What a program clicked is a click as recorded, and no click; what a
-- program opened is no open.

with

mails as (
    select
        activities.lead_number,
        activities.content_number,
        sum(case when activities.activity_type = 'email_delivered' then 1 else 0 end) as delivered,
        sum(
            case when activities.activity_type = 'email_opened' and automated.activity_key is null then 1 else 0 end
        ) as opened,
        sum(
            case when activities.activity_type = 'email_clicked' and automated.activity_key is null then 1 else 0 end
        ) as clicked,
        sum(case when activities.activity_type = 'email_clicked' then 1 else 0 end) as clicked_as_recorded
    from {{ ref('int_activities_deduped') }} as activities
    left join {{ ref('bot_activities') }} as automated
        on activities.activity_key = automated.activity_key
    where activities.activity_type in ('email_delivered', 'email_opened', 'email_clicked')
    group by activities.lead_number, activities.content_number
)

select
    leads.lead_id,
    cast(sum(mails.delivered) as integer) as emails_delivered,
    cast(sum(least(mails.opened, mails.delivered)) as integer) as emails_opened,
    cast(sum(least(mails.clicked, mails.delivered)) as integer) as emails_clicked,
    cast(sum(least(mails.clicked_as_recorded, mails.delivered)) as integer) as emails_clicked_as_recorded
from mails
inner join {{ ref('int_leads') }} as leads
    on mails.lead_number = leads.lead_number
group by leads.lead_id
having sum(mails.delivered) > 0
