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

texts as (
    select form_name as text from cleaned
    where form_name is not null

    union

    select lower(value) as text from {{ ref('form_words') }}
),

worded as (
    select
        text,
        {{ words_of_form('text') }} as words
    from texts
),

telling as (
    select
        text,
        {{ telling_words('words') }} as words
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

told as (
    select * from telling
    -- What is nothing but an article would be in every name.
    where words like '% _% %'
),

-- Of the words that occur in a name the longest say most.
matches as (
    select
        names.text as form_name,
        lookup.activity_type,
        row_number() over (
            partition by names.text
            order by length(meanings.words) desc, {{ in_byte_order('lookup.value') }}
        ) as place
    from {{ ref('form_words') }} as lookup
    inner join told as meanings
        on lower(lookup.value) = meanings.text
    inner join told as names
        on {{ is_like('names.words', "concat('%', meanings.words, '%')") }}
),

typed as (
    select
        cleaned.spelling,
        cleaned.form_name,
        coalesce(named.activity_type, matches.activity_type) as activity_type
    from cleaned
    left join named
        on {{ as_word('cleaned.form_name') }} = named.word
    left join matches
        on cleaned.form_name = matches.form_name and matches.place = 1
    where cleaned.form_name is not null
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
