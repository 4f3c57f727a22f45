{# What two tests ask of many tables. #}

{# Keys that a table holds more than once, or leaves empty. `grains`: by table, the columns that tell one row from another. #}
{% macro rows_beside_the_grain(grains) -%}
    {%- for table, columns in grains.items() %}
    {%- set key = columns | join(", ' | ', ") %}
    select
        '{{ table }}' as relation,
        {{ 'concat(' ~ key ~ ')' if columns | length > 1 else 'concat(' ~ key ~ ", '')" }} as row_key,
        count(*) as row_count
    from {{ ref(table) }}
    group by {{ columns | join(', ') }}
    having count(*) > 1 or {{ columns | join(' is null or ') }} is null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
{%- endmacro %}
