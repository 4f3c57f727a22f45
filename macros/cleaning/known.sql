{# What is known at as_of, for models that work something out over several rows: what is loaded later must not move it. #}

{# Whether a moment is before as_of. What has no moment was always there. #}
{% macro is_known(moment) -%}
    coalesce({{ moment }} < {{ as_of() }}, true)
{%- endmacro %}

{#
    Whether a row tells what its record was at as_of: all rows known by then do, and where there are none, the earliest. `moment`
    is when the row was last changed, `keys` are the columns of the record. The newest of these rows is the one that counts.
#}
{% macro tells_of_then(moment, keys) -%}
    (
        {{ is_known(moment) }}
        or {{ moment }} = min(coalesce({{ moment }}, {{ as_of(-1) }})) over (partition by {{ keys | join(', ') }})
    )
{%- endmacro %}
