{# A text such as 'a, b' in the select list: one row for each of its names. #}
{% macro each_of(list) -%}{{ return(adapter.dispatch('each_of')(list)) }}{%- endmacro %}
{% macro default__each_of(list) -%}unnest(string_to_array({{ list }}, ', ')){%- endmacro %}
{% macro spark__each_of(list) -%}explode(split({{ list }}, ', ')){%- endmacro %}

{# Whether a text such as 'a, b' names something. #}
{% macro is_named_in(name, list) -%}
    replace(concat(', ', coalesce({{ list }}, ''), ','), concat(', ', {{ name }}, ','), '') <> concat(', ', coalesce({{ list }}, ''), ',')
{%- endmacro %}
