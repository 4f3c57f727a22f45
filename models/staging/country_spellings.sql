-- One row per spelling of a country in raw_leads that country_names knows, whatever marks and accents it wears, and its country.
-- Of `Iran (IR)`, `IR - Iran` and `Tehran, Iran` the country is clear too; of a bare code beside a town it is not: CA is a state.
{{ config(materialized='table') }}

with

given as (
    select distinct country as spelling from {{ ref('raw_leads') }}
),

cleaned as (
    select
        spelling,
        {{ clean('spelling') }} as text
    from given
),

worded as (
    select
        spelling,
        lower(text) as text,
        {{ words_of_country('text') }} as words
    from cleaned
    where text is not null
),

-- What is one country's name only.
names as (
    select
        words,
        min(country) as country
    from (
        select
            {{ words_of_country('value') }} as words,
            country
        from {{ ref('country_names') }}
    ) as worded_names
    group by words
    having count(distinct country) = 1
),

-- North and South are no small matter.
parts as (
    {%- for pattern in [' *[(].*$', '^.*,', '^[a-z][a-z][a-z]? *[-–:/]', '[-–:/] *[a-z][a-z][a-z]?$'] %}
    select
        spelling,
        {{ words_of_country("regexp_replace(text, '" ~ pattern ~ "', '')") }} as words
    from worded
    where not {{ has_any('text', ['north', 'south', 'nord', 'sud', 'süd', 'sur', 'sul', 'nort']) }}
    {{ 'union' if not loop.last }}
    {%- endfor %}
),

told as (
    select
        parts.spelling,
        min(names.country) as country
    from parts
    inner join names
        on parts.words = names.words
    where length(parts.words) > 3
    group by parts.spelling
    having count(distinct names.country) = 1
)

select
    worded.spelling,
    coalesce(names.country, told.country) as country
from worded
left join names
    on worded.words = names.words
left join told
    on worded.spelling = told.spelling
where coalesce(names.country, told.country) is not null
