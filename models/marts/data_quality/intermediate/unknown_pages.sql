-- One row per page that leads viewed and that neither the content table nor a pattern of page_kinds knows.
with

viewed as (
    select distinct content_number from {{ ref('int_activities_deduped') }}
    where activity_type = 'page_viewed'
)

select distinct
    contents.content_number,
    contents.content_id
from viewed
inner join {{ ref('content_spellings') }} as contents
    on viewed.content_number = contents.content_number
left join {{ ref('page_kinds') }} as kinds
    on {{ is_like('contents.content_id', 'lower(kinds.value)') }}
left join {{ ref('stg_content') }} as content
    on contents.content_id = content.content_id
where kinds.value is null and content.content_id is null
