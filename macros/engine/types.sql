{# There is no common name for a double. #}
{% macro double() -%}{{ return(adapter.dispatch('double')()) }}{%- endmacro %}
{% macro default__double() -%}double{%- endmacro %}
{% macro postgres__double() -%}double precision{%- endmacro %}

{% macro is_timestamp(column) -%}{{ return(adapter.dispatch('is_timestamp')(column)) }}{%- endmacro %}
{% macro default__is_timestamp(column) -%}lower(typeof({{ column }})) like 'timestamp%'{%- endmacro %}
{% macro postgres__is_timestamp(column) -%}pg_typeof({{ column }}) = cast('timestamp' as regtype){%- endmacro %}

{% macro is_number(column) -%}{{ return(adapter.dispatch('is_number')(column)) }}{%- endmacro %}
{% macro default__is_number(column) -%}lower(typeof({{ column }})) like 'decimal%'{%- endmacro %}
{% macro postgres__is_number(column) -%}pg_typeof({{ column }}) = cast('numeric' as regtype){%- endmacro %}

{#
    The key of a record of a source system: as good as its id, and cheaper to write, group and join by. MD5 as a uuid on
    PostgreSQL and as a text elsewhere, 64 bits on DuckDB: nothing compares it across engines. A row without an id has one too,
    and is rejected for it.
#}
{% macro surrogate_key(source_system, id) -%}{{ return(adapter.dispatch('surrogate_key')(source_system, id)) }}{%- endmacro %}
{% macro default__surrogate_key(source_system, id) -%}md5({{ source_system }} || ' ' || {{ id }}){%- endmacro %}

{# Of 50 million ids two share a hash once in 15,000 loads. Twice the bits would take a third longer to write and group. #}
{% macro duckdb__surrogate_key(source_system, id) -%}hash({{ source_system }}, {{ id }}){%- endmacro %}
{% macro postgres__surrogate_key(source_system, id) -%}
    cast(md5({{ source_system }} || ' ' || {{ id }}) as uuid)
{%- endmacro %}

{# A double rounded to whole, half away from zero. #}
{% macro rounded(number) -%}{{ return(adapter.dispatch('rounded')(number)) }}{%- endmacro %}
{% macro default__rounded(number) -%}round({{ number }}){%- endmacro %}

{# PostgreSQL rounds half of a double to even. #}
{% macro postgres__rounded(number) -%}sign({{ number }}) * floor(abs({{ number }}) + 0.5){%- endmacro %}
