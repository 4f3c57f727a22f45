{# Whether a text such as 'a, b' names something. #}
{% macro is_named_in(name, list) -%}
    replace(concat(', ', coalesce({{ list }}, ''), ','), concat(', ', {{ name }}, ','), '') <> concat(', ', coalesce({{ list }}, ''), ',')
{%- endmacro %}
