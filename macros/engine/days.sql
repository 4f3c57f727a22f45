{# The bit of the day of a timestamp. #}
{% macro day_bit(moment) -%}
    {{ return(adapter.dispatch('day_bit')(days_ago(moment))) }}
{%- endmacro %}
{% macro default__day_bit(days) -%}
    (cast(1 as bigint) << {{ days }})
{%- endmacro %}
{% macro spark__day_bit(days) -%}
    shiftleft(cast(1 as bigint), {{ days }})
{%- endmacro %}

{# How many days a set of bits holds. #}
{% macro count_days(bits) -%}{{ return(adapter.dispatch('count_days')(bits)) }}{%- endmacro %}
{% macro default__count_days(bits) -%}
    cast(coalesce(bit_count({{ bits }}), 0) as integer)
{%- endmacro %}

{# PostgreSQL counts bits of bit strings only. #}
{% macro postgres__count_days(bits) -%}
    cast(coalesce(bit_count(cast({{ bits }} as bit(64))), 0) as integer)
{%- endmacro %}
