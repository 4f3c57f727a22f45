-- One row per spelling of a content id in raw_activities, and per path of a page: the id, and a number that stands for it where
-- rows are many.
{{ config(materialized='table') }}

with

given as (
    select distinct content_id as spelling from {{ ref('raw_activities') }}

    union

    select page_path as spelling from {{ ref('page_spellings') }}
),

cleaned as (
    select
        spelling,
        {{ clean('spelling') }} as content_id
    from given
)

select
    spelling,
    content_id,
    -- Empty ids stay, without a number: DuckDB would apply a `where` to every raw row before it takes the distinct spellings.
    case
        when content_id is not null then cast(dense_rank() over (order by {{ in_byte_order('content_id') }}) as integer)
    end as content_number
from cleaned
where spelling is not null
