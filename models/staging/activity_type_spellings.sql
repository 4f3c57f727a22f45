-- One row per spelling of an activity type in raw_activities: what it says, and the type that the lookups know it as. Each of
-- these few texts is read once, and not for every activity.
{{ config(materialized='table') }}

with

given as (
    select distinct activity_type as spelling from {{ ref('raw_activities') }}
),

cleaned as (
    select
        spelling,
        {{ clean('spelling') }} as raw_activity_type
    from given
),

known as (
    select
        value as word,
        value as activity_type
    from {{ ref('activity_types') }}

    union all

    select
        {{ as_word('value') }} as word,
        activity_type
    from {{ ref('activity_type_aliases') }}
),

words as (
    select
        word,
        min({{ in_byte_order('activity_type') }}) as activity_type
    from known
    group by word
)

select
    cleaned.spelling,
    cast(row_number() over (order by {{ in_byte_order('cleaned.spelling') }}) as integer) as spelling_number,
    cleaned.raw_activity_type,
    words.activity_type,
    types.type_number
from cleaned
left join words
    on {{ as_word('cleaned.raw_activity_type') }} = words.word
left join {{ ref('stg_activity_types') }} as types
    on words.activity_type = types.activity_type
where cleaned.spelling is not null
