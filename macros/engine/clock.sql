{# Whole seconds from `earlier` to `later`, both cut to the second. #}
{% macro seconds_between(earlier, later) -%}
    {{ return(adapter.dispatch('seconds_between')(earlier, later)) }}
{%- endmacro %}
{% macro default__seconds_between(earlier, later) -%}
    date_diff('second', {{ earlier }}, {{ later }})
{%- endmacro %}

{# PostgreSQL has no date_diff. #}
{% macro postgres__seconds_between(earlier, later) -%}
    cast(floor(extract(epoch from {{ later }})) - floor(extract(epoch from {{ earlier }})) as bigint)
{%- endmacro %}

{# Spark's date_diff in seconds measures whole elapsed seconds; unix_timestamp cuts each end as the others do. #}
{% macro spark__seconds_between(earlier, later) -%}
    (unix_timestamp({{ later }}) - unix_timestamp({{ earlier }}))
{%- endmacro %}
