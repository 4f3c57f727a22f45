{# A text such as 'a, b' in the select list: one row for each of its names. #}
{% macro each_of(list) -%}{{ return(adapter.dispatch('each_of')(list)) }}{%- endmacro %}
{% macro default__each_of(list) -%}unnest(string_to_array({{ list }}, ', ')){%- endmacro %}
{% macro spark__each_of(list) -%}explode(split({{ list }}, ', ')){%- endmacro %}

{# Values in one text, sorted, as 'a, b, c'. Aggregates. #}
{% macro sorted_list(column) -%}{{ return(adapter.dispatch('sorted_list')(column)) }}{%- endmacro %}
{% macro default__sorted_list(column) -%}
    string_agg({{ column }}, ', ' order by {{ in_byte_order(column) }})
{%- endmacro %}

{# DuckDB sorts a list that it has in half the time that it takes to put it together in order. #}
{% macro duckdb__sorted_list(column) -%}
    nullif(array_to_string(list_sort(list({{ column }})), ', '), '')
{%- endmacro %}

{# Spark's listagg ignores the order it is given. #}
{% macro spark__sorted_list(column) -%}
    nullif(array_join(sort_array(collect_list({{ column }})), ', '), '')
{%- endmacro %}

{# Texts in one, as 'a; b; c', in the order of their places. Aggregates. #}
{% macro ranked_list(column, place) -%}{{ return(adapter.dispatch('ranked_list')(column, place)) }}{%- endmacro %}
{% macro default__ranked_list(column, place) -%}
    string_agg({{ column }}, '; ' order by {{ place }})
{%- endmacro %}

{# A struct is sorted by its first field. #}
{% macro spark__ranked_list(column, place) -%}
    array_join(sort_array(collect_list(struct({{ place }} as place, {{ column }} as item))).item, '; ')
{%- endmacro %}

{# Each part of a text that a mark divides, as a row of its own: in a select list. A null has none. #}
{% macro parts_of(column, mark) -%}{{ return(adapter.dispatch('parts_of')(column, mark)) }}{%- endmacro %}
{% macro default__parts_of(column, mark) -%}unnest(string_split({{ column }}, '{{ mark }}')){%- endmacro %}
{% macro postgres__parts_of(column, mark) -%}unnest(string_to_array({{ column }}, '{{ mark }}')){%- endmacro %}
{% macro spark__parts_of(column, mark) -%}explode(split({{ column }}, '[{{ mark }}]')){%- endmacro %}
