-- One row per attribute and distinct text that leads give for it: the one value that counts, and whether a lookup knows it.
-- Of several values, parted by a semicolon, a bar or a line, the first that a lookup knows counts, else the first.
{%- set lookups = {
    'industry': 'target_industries', 'lead_source': 'lead_sources', 'purchase_timeframe': 'purchase_timeframes',
} %}

with

given as (
    {%- for attribute in lookups %}
    select distinct
        '{{ attribute }}' as attribute,
        {{ attribute }} as given
    from {{ ref('int_leads') }}
    where {{ attribute }} is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

known as (
    {%- for attribute, lookup in lookups.items() %}
    select
        '{{ attribute }}' as attribute,
        {{ as_spoken('value') }} as spoken,
        value
    from {{ ref(lookup) }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

listed as (
    select
        attribute,
        given,
        translate(given, '{{ "|\n\r" }}', ';;;') as texts
    from given
),

parts as (
    select
        attribute,
        given,
        texts,
        {{ parts_of('texts', ';') }} as part
    from listed
    where texts like '%;%'

    union all

    select
        attribute,
        given,
        texts,
        texts as part
    from listed
),

-- A text that is known as it stands takes precedence over its parts.
placed as (
    select
        parts.attribute,
        parts.given,
        trim(parts.part) as part,
        known.value,
        row_number() over (
            partition by parts.attribute, parts.given
            order by
                case
                    when known.value is null then 2
                    when parts.part = parts.texts then 0
                    else 1
                end,
                case when parts.part = parts.texts and parts.texts like '%;%' then 1 else 0 end,
                {{ dbt.position("concat(';', parts.part, ';')", "concat(';', parts.texts, ';')") }},
                {{ in_byte_order('parts.part') }}
        ) as place
    from parts
    left join known
        on parts.attribute = known.attribute and {{ as_spoken('parts.part') }} = known.spoken
    where trim(parts.part) <> '' or parts.part = parts.texts
)

select
    attribute,
    given,
    -- As the lookup writes it, so that two spellings of one value are one.
    lower(replace(coalesce(value, part), '_', ' ')) as spoken,
    value
from placed
where place = 1
