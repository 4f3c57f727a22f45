{# How models are built, and what a table needs once it is built, where engines differ: indexes and statistics. #}

{# The post-hook of every model. DuckDB and Spark need nothing. #}
{% macro finish_table() -%}{{ return(adapter.dispatch('finish_table')()) }}{%- endmacro %}
{% macro default__finish_table() -%}{%- endmacro %}

{#
    Indexes on the columns that `indexed_by` names in the model's meta, and statistics for the models that join it. An index has
    no name of its own: the table that is being replaced still has one on the same columns.
#}
{% macro postgres__finish_table() -%}
    {%- if model.config.materialized != 'view' -%}
        {%- for column in model.config.meta.get('indexed_by', []) %}
        create index on {{ this }} ({{ column }});
        {%- endfor %}
        analyze {{ this }};
    {%- endif %}
{%- endmacro %}

{# Before anything is built: that the BI role exists, or that no role may read. #}
{% macro check_bi_role() -%}
    {%- if execute and var('bi_role') -%}
        {{ return(adapter.dispatch('check_bi_role')()) }}
    {%- endif -%}
{%- endmacro %}

{% macro default__check_bi_role() -%}
    {%- do exceptions.warn(
        'bi_role is ' ~ var('bi_role') ~ ', and ' ~ adapter.type() ~ ' has no roles: nothing is granted, and who opens the warehouse reads all of it.'
    ) -%}
{%- endmacro %}

{% macro postgres__check_bi_role() -%}
    {%- set name = var('bi_role') | replace("'", "''") -%}
    {%- if run_query("select 1 from pg_roles where rolname = '" ~ name ~ "'").rows | length == 0 -%}
        {{ exceptions.raise_compiler_error(
            'bi_role is ' ~ var('bi_role') ~ ', which is no role of this server; make it (create role ... login), or empty bi_role in dbt_project.yml.'
        ) }}
    {%- endif -%}
{%- endmacro %}

{% macro quoted_role() -%}
    {{ return(adapter.quote(var('bi_role') | replace('"', '""'))) }}
{%- endmacro %}

{#
    How a model is built that would be a view but for its many readers: Spark takes a view apart, and works it out, wherever it is
    read, in each block of a file of rules.
#}
{% macro read_often() -%}{{ return(adapter.dispatch('read_often')()) }}{%- endmacro %}
{% macro default__read_often() -%}{{ return('view') }}{%- endmacro %}
{% macro spark__read_often() -%}{{ return('table') }}{%- endmacro %}
