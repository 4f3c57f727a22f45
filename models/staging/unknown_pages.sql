-- One row per page that leads viewed and that neither the content table nor a pattern of page_kinds knows.
with

viewed as (
    select distinct content_id from {{ ref('stg_activities') }}
    where activity_type = 'page_viewed' and content_id is not null
)

select viewed.content_id
from viewed
left join {{ ref('page_kinds') }} as kinds
    on {{ is_like('viewed.content_id', 'kinds.value') }}
left join {{ ref('stg_content') }} as content
    on viewed.content_id = content.content_id
where kinds.value is null and content.content_id is null
