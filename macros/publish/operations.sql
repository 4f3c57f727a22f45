{# Before the first of an operation's statements that belong together: all of them are done, or none. #}
{% macro all_or_none() -%}
    {%- call statement('all_or_none', auto_begin=true) -%}select 1{%- endcall -%}
{%- endmacro %}
