{#
    What is left of one activity by as_of, in whole millionths: it halves every `half_life_days`. Null without a half-life.
    floor(x + 0.5), since engines round a double that ends in .5 differently.
#}
{% macro millionths_left(occurred_at, half_life_days) -%}
    cast(
        floor(
            1000000 * power(
                cast(0.5 as {{ double() }}),
                {{ seconds_between(occurred_at, as_of()) }} / (cast(86400 as {{ double() }}) * {{ half_life_days }})
            ) + 0.5
        ) as bigint
    )
{%- endmacro %}
