-- One row per spelling of a form's name in raw_activities: the name, a number that stands for it, and which activity it is to
-- send that form. is_known is false where nothing says so, and it is a form like any other.
{{ config(materialized='table') }}

with

given as (
    select distinct form_name as spelling from {{ ref('raw_activities') }}
),

cleaned as (
    select
        spelling,
        {{ clean('spelling') }} as form_name
    from given
),

worded as (
    select
        spelling,
        form_name,
        {{ words_of_form('form_name') }} as words
    from cleaned
    where form_name is not null
),

told as (
    select
        *,
        {{ telling_words('words') }} as telling_words
    from worded
),

-- A form called "Purchase" is no order: what the lead does not do itself is no form.
named as (
    select
        types.word,
        types.activity_type
    from {{ ref('activity_type_words') }} as types
    inner join {{ ref('activity_types') }} as catalogue
        on types.activity_type = catalogue.value
    where catalogue.signal in ('engagement', 'intent')
),

meanings as (
    select
        value,
        {{ telling_words("concat(' ', value, ' ')") }} as telling_words,
        activity_type
    from {{ ref('form_words') }}
),

-- Of the words that occur in a name the longest say most.
matches as (
    select
        told.spelling,
        meanings.activity_type,
        row_number() over (
            partition by told.spelling
            order by length(meanings.telling_words) desc, {{ in_byte_order('meanings.value') }}
        ) as place
    from told
    inner join meanings
        on {{ is_like('told.telling_words', "concat('%', meanings.telling_words, '%')") }}
),

typed as (
    select
        told.spelling,
        told.form_name,
        coalesce(named.activity_type, matches.activity_type) as activity_type
    from told
    left join named
        on {{ as_word('told.form_name') }} = named.word
    left join matches
        on told.spelling = matches.spelling and matches.place = 1
)

select
    typed.spelling,
    typed.form_name,
    cast(dense_rank() over (order by {{ in_byte_order('typed.form_name') }}) as integer) as form_number,
    types.activity_type,
    types.type_number,
    typed.activity_type is not null as is_known
from typed
inner join {{ ref('stg_activity_types') }} as types
    on coalesce(typed.activity_type, 'form_submitted') = types.activity_type
