{% macro create_recorded(relation) -%}{{ return(adapter.dispatch('create_recorded')(relation)) }}{%- endmacro %}
{% macro default__create_recorded(relation) -%}
    create table {{ relation }} (
        {%- for column, type in recorded_columns().items() %}
        {{ column }} {{ type }}{{ ',' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}
{% macro spark__create_recorded(relation) -%}
    {{ default__create_recorded(relation) }} using parquet partitioned by (recorded_on)
{%- endmacro %}

{# Before a replay of the days to `until`: nothing is recorded from a day on. #}
{% macro forget_from(day, until) -%}
    {%- set last = last_recorded_on() -%}
    {%- if last and last > until -%}
        {{ exceptions.raise_compiler_error(
            'TO is ' ~ until ~ ', and ' ~ last ~ ' is recorded: the days between would be forgotten and not recorded again. Write TO=' ~ last ~ ' or later.'
        ) }}
    {%- elif last and last >= day -%}
        {%- do adapter.dispatch('forget_from')(recorded_relation(), day) -%}
        {%- do keep() -%}
    {%- endif -%}
{%- endmacro %}
{% macro default__forget_from(relation, day) -%}
    {%- do run_query("delete from " ~ relation ~ " where recorded_on >= cast('" ~ day ~ "' as date)") -%}
{%- endmacro %}
{% macro spark__forget_from(relation, day) -%}
    {%- for row in run_query('select distinct recorded_on from ' ~ relation).rows if row[0] | string >= day -%}
        {%- do run_query("alter table " ~ relation ~ " drop partition (recorded_on = date '" ~ row[0] ~ "')") -%}
    {%- endfor -%}
{%- endmacro %}
