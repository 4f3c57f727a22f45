-- One row per spelling of an activity type in raw_activities: what it says, the type that the lookups know it as, and whether a
-- form or a page may say more. Each of these few texts is read once, and not for every activity.
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
)

select
    cleaned.spelling,
    cast(row_number() over (order by {{ in_byte_order('cleaned.spelling') }}) as integer) as spelling_number,
    cleaned.raw_activity_type,
    words.activity_type,
    types.type_number,
    cleaned.raw_activity_type is null as says_nothing,
    coalesce(words.activity_type = 'page_viewed', cleaned.raw_activity_type is null) as may_be_page,
    coalesce(
        words.activity_type = 'form_submitted', not {{ is_no_submission('cleaned.raw_activity_type') }}, true
    ) as may_be_form
from cleaned
left join {{ ref('activity_type_words') }} as words
    on {{ as_word('cleaned.raw_activity_type') }} = words.word
left join {{ ref('stg_activity_types') }} as types
    on words.activity_type = types.activity_type
where cleaned.spelling is not null
