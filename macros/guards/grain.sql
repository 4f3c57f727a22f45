{# What two tests ask of many tables. #}

{# The columns that tell one row of a model or seed from another: `grain` in the meta of its YAML. #}
{% macro grain_of(name) -%}
    {%- set id = 'lead_scoring.' ~ name -%}
    {{ return((graph.nodes.get('model.' ~ id) or graph.nodes['seed.' ~ id]).config.meta.grain) }}
{%- endmacro %}

{# Keys that a table holds more than once, or leaves empty. The names are given, since the graph is not known while dbt parses. #}
{% macro rows_beside_the_grain(names) -%}
    {%- for name in names %}
    {%- set table = ref(name) %}
    {%- if execute %}
    {%- set columns = grain_of(name) %}
    {%- set key = columns | join(", ' | ', ") %}
    select
        '{{ name }}' as relation,
        {{ 'concat(' ~ key ~ ')' if columns | length > 1 else 'concat(' ~ key ~ ", '')" }} as row_key,
        count(*) as row_count
    from {{ table }}
    group by {{ columns | join(', ') }}
    having count(*) > 1 or {{ columns | join(' is null or ') }} is null
    {{ 'union all' if not loop.last }}
    {%- endif %}
    {%- endfor %}
{%- endmacro %}
