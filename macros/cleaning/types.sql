{# Casts that never fail: what cannot be read is null. Text only; each argument is a column name. #}

{# Whatever a column is, as text. #}
{% macro as_text(column) -%}
    cast({{ column }} as {{ dbt.type_string() }})
{%- endmacro %}

{#
    Text in ISO 8601 to a timestamp in UTC: a date, or a date and a time to the minute, second or microsecond,
    with Z, an offset or nothing (UTC) behind it. A bare date is 00:00. Anything else is null.
#}
{% macro to_timestamp(column) -%}
    {%- set pattern = '^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])'
        ~ '([T ]([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9]([.][0-9]{1,9})?)?(Z|[+-](0[0-9]|1[0-4]):?[0-5][0-9])?)?$' -%}
    {%- set year = 'cast(substr(' ~ column ~ ', 1, 4) as integer)' -%}
    {%- set month = 'substr(' ~ column ~ ', 6, 2)' -%}
    {%- set day = 'substr(' ~ column ~ ', 9, 2)' -%}
    {%- set local = "regexp_replace(" ~ column ~ ", '(Z|[+-][0-9]{2}:?[0-9]{2})$', '')" -%}
    {%- set offset = "substr(" ~ column ~ ", length(" ~ local ~ ") + 1)" -%}
    case
        when {{ column }} is null or {{ column }} = '' or regexp_replace({{ column }}, '{{ pattern }}', '') <> '' then null
        when {{ year }} = 0 then null
        when {{ month }} in ('04', '06', '09', '11') and {{ day }} = '31' then null
        when {{ month }} = '02' and {{ day }} > '29' then null
        when
            {{ month }} = '02' and {{ day }} = '29'
            and (mod({{ year }}, 4) <> 0 or (mod({{ year }}, 100) = 0 and mod({{ year }}, 400) <> 0))
            then null
        else
            cast(
                case length({{ local }})
                    when 10 then concat({{ local }}, ' 00:00:00')
                    when 16 then concat(replace({{ local }}, 'T', ' '), ':00')
                    else replace(substr({{ local }}, 1, 26), 'T', ' ')
                end as timestamp
            )
            - interval '1' minute * case
                when length({{ offset }}) < 5 then 0
                else
                    case when substr({{ offset }}, 1, 1) = '-' then -1 else 1 end
                    * (
                        60 * cast(substr({{ offset }}, 2, 2) as integer)
                        + cast(substr({{ offset }}, length({{ offset }}) - 1, 2) as integer)
                    )
            end
    end
{%- endmacro %}

{# Text of milliseconds since 1970 to a timestamp in UTC, whole seconds; anything else is null. #}
{% macro epoch_to_timestamp(column) -%}
    case
        when regexp_replace({{ column }}, '^[0-9]{4,14}$', '') = ''
            then
                cast('1970-01-01 00:00:00' as timestamp)
                + interval '1' second * cast(substr({{ column }}, 1, length({{ column }}) - 3) as bigint)
    end
{%- endmacro %}

{# A raw column to a timestamp: as it is where it arrives typed, else through its cleaned text. Decided while planning. #}
{% macro moment(column, text) -%}
    case when {{ is_timestamp(column) }} then cast({{ column }} as timestamp) else {{ to_timestamp(text) }} end
{%- endmacro %}

{# A raw column to a number of the given type: as it is where it arrives typed, else what its text says. #}
{% macro number(column, type, from_text) -%}
    {%- set largest = 999999999 if type == 'integer' else 999999999999999 -%}
    {%- set exact = 'cast(' ~ column ~ ' as numeric(28, 6))' -%}
    case
        when {{ is_number(column) }}
            then case when abs({{ exact }}) <= {{ largest }} then cast(round({{ exact }}, {{ 0 if type == 'integer' else 2 }}) as {{ type }}) end
        else {{ from_text }}
    end
{%- endmacro %}

{# What a number that arrived typed looks like. #}
{% macro typed_text(column) -%}
    case when {{ is_number(column) }} then {{ as_text(column) }} end
{%- endmacro %}

{#
    Text to a number of the given type ('integer' or a numeric), rounded half away from zero. Thousands may be
    parted by commas. More than 15 digits before the point, or 9 for an integer, is null, as is anything else.
#}
{% macro to_number(column, type) -%}
    {%- set digits = 9 if type == 'integer' else 15 -%}
    {%- set plain = "replace(" ~ column ~ ", ',', '')" -%}
    case
        when {{ column }} is null or {{ column }} = '' then null
        when regexp_replace({{ column }}, '^[+-]?([0-9]+|[0-9]{1,3}(,[0-9]{3})+)([.][0-9]+)?$', '') <> '' then null
        when regexp_replace({{ plain }}, '^[+-]?0*[0-9]{1,{{ digits }}}([.][0-9]+)?$', '') <> '' then null
        else cast(round(cast({{ plain }} as numeric(28, 6)), {{ 0 if type == 'integer' else 2 }}) as {{ type }})
    end
{%- endmacro %}

{# a / b to 6 decimals, null when b is 0 or either is null. #}
{% macro ratio(a, b) -%}
    {%- set millionths = 'cast(1000000 as ' ~ double() ~ ') * (' ~ a ~ ') / nullif(' ~ b ~ ', 0)' -%}
    cast(cast({{ rounded(millionths) }} as bigint) / 1000000.0 as numeric(18, 6))
{%- endmacro %}

{#
    The lower bound of a number of employees: '51-200' is 51, '10,001 or more', '10.001+' and '10001' are 10001, '200.0' is
    200, 'abc' is null. Thousands may be parted by commas or points: people are counted whole.
#}
{% macro employee_count(column) -%}
    {%- set number = "([0-9]{1,3}([.][0-9]{3})+|([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]+)?)" -%}
    {%- set pattern = '^' ~ number ~ '( *(-|–|to) *' ~ number ~ '| *[+]| or more)?( (employees|people))?$' -%}
    {%- set first = "regexp_replace(" ~ column ~ ", '[^0-9,.].*$', '')" -%}
    case
        when regexp_replace(lower({{ column }}), '{{ pattern }}', '') <> '' then null
        when regexp_replace({{ first }}, '^[0-9]{1,3}([.][0-9]{3})+$', '') = ''
            then {{ to_number("replace(" ~ first ~ ", '.', '')", 'integer') }}
        else {{ to_number(first, 'integer') }}
    end
{%- endmacro %}
