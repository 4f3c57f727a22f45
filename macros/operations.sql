{# Before the first of an operation's statements that belong together: all of them are done, or none. #}
{% macro all_or_none() -%}
    {%- call statement('all_or_none', auto_begin=true) -%}select 1{%- endcall -%}
{%- endmacro %}

{# At the end of an operation that wrote something: dbt commits nothing of an operation by itself. #}
{% macro keep() -%}{%- do adapter.dispatch('keep')() -%}{%- endmacro %}
{% macro default__keep() -%}{%- do run_query('commit') -%}{%- endmacro %}
{# Spark has no transactions. #}
{% macro spark__keep() -%}{%- endmacro %}
