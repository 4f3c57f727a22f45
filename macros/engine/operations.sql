{# At the end of an operation that wrote something: dbt commits nothing of an operation by itself. #}
{% macro keep() -%}{%- do adapter.dispatch('keep')() -%}{%- endmacro %}
{% macro default__keep() -%}{%- do run_query('commit') -%}{%- endmacro %}

{# Spark has no transactions. #}
{% macro spark__keep() -%}{%- endmacro %}
