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
),

named as (
    select
        cleaned.*,
        coalesce(words.activity_type, {{ objection_in(as_word('cleaned.raw_activity_type')) }}) as activity_type
    from cleaned
    left join {{ ref('activity_type_words') }} as words
        on {{ as_word('cleaned.raw_activity_type') }} = words.word
)

select
    named.spelling,
    cast(row_number() over (order by {{ in_byte_order('named.spelling') }}) as integer) as spelling_number,
    named.raw_activity_type,
    named.activity_type,
    types.type_number,
    named.raw_activity_type is null as says_nothing,
    coalesce(named.activity_type = 'page_viewed', named.raw_activity_type is null) as may_be_page,
    coalesce(
        named.activity_type = 'form_submitted', not {{ is_no_submission('named.raw_activity_type') }}, true
    ) as may_be_form
from named
left join {{ ref('stg_activity_types') }} as types
    on named.activity_type = types.activity_type
where named.spelling is not null
