-- One row per spelling of a campaign id in raw_activities: the id, and a number that stands for it where rows are many.
{{ config(materialized='table') }}

with

given as (
    select distinct campaign_id as spelling from {{ ref('raw_activities') }}
),

cleaned as (
    select
        spelling,
        {{ clean('spelling') }} as campaign_id
    from given
)

select
    spelling,
    campaign_id,
    -- Empty ids stay, without a number: DuckDB would apply a `where` to every raw row before it takes the distinct spellings.
    case
        when campaign_id is not null then cast(dense_rank() over (order by {{ in_byte_order('campaign_id') }}) as integer)
    end as campaign_number
from cleaned
where spelling is not null
