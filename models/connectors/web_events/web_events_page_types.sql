-- One row per page path that a lookup pattern knows: the activity type of viewing it. The first pattern by rank wins.
with

paths as (
    select distinct page_path from {{ ref('web_events_visits') }}
),

matches as (
    select
        paths.page_path,
        page_kinds.activity_type,
        row_number() over (
            partition by paths.page_path
            order by page_kinds.rank, {{ in_byte_order('page_kinds.value') }}
        ) as match_number
    from paths
    inner join {{ ref('page_kinds') }} as page_kinds
        on {{ is_like('paths.page_path', 'page_kinds.value') }}
)

select
    page_path,
    activity_type
from matches
where match_number = 1
