-- One row per lead and asset, content that is no page, product or mail, that it met in the look-back: when it first did.

with

assets as (
    select distinct
        spellings.content_number,
        spellings.content_id
    from {{ ref('content_spellings') }} as spellings
    inner join {{ ref('stg_content') }} as content
        on spellings.content_id = content.content_id
    where content.kind not in ('page', 'product', 'mail')
)

select
    leads.lead_id,
    assets.content_id,
    min(activities.occurred_at) as first_met_at
from {{ ref('human_activities') }} as activities
inner join assets
    on activities.content_number = assets.content_number
inner join {{ ref('int_leads') }} as leads
    on activities.lead_number = leads.lead_number
group by leads.lead_id, assets.content_id
