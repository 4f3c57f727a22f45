-- One row per page address in raw_activities, up to its query: the path, and which activity it is to view that page.
{{ config(materialized='table') }}

with

addresses as (
    select distinct {{ url_without_query('page_url') }} as spelling from {{ ref('raw_activities') }}
),

cleaned as (
    select
        spelling,
        {{ clean('spelling') }} as address
    from addresses
),

paths as (
    select
        spelling,
        case when address is not null then {{ page_path('address') }} end as page_path
    from cleaned
),

kinds as (
    {{ first_pattern('paths', 'page_path', ref('page_kinds'), 'activity_type') }}
)

select
    paths.spelling,
    paths.page_path,
    types.activity_type,
    types.type_number
from paths
left join kinds
    on paths.page_path = kinds.page_path
inner join {{ ref('stg_activity_types') }} as types
    on coalesce(kinds.activity_type, 'page_viewed') = types.activity_type
where paths.page_path is not null
