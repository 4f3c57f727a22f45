-- One row per word that names an activity type, by the catalogue or as a spelling of it.
with

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
)

select
    word,
    min({{ in_byte_order('activity_type') }}) as activity_type
from known
group by word
