-- One row per activity that no human made: whose it is, what it was and the rule that caught it. It counts for nothing.
with

contents as (
    select distinct
        content_number,
        content_id
    from {{ ref('content_spellings') }}
    where content_number is not null
)

select
    leads.lead_id,
    automated.activity_type,
    automated.occurred_at,
    contents.content_id,
    automated.caught_by
from {{ ref('bot_activities') }} as automated
inner join {{ ref('int_leads') }} as leads
    on automated.lead_number = leads.lead_number
left join contents
    on automated.content_number = contents.content_number
