{#
    Whether one share is larger than another, or it is too early to tell: of few there is nothing to say. By the 95 % interval
    of the difference of two proportions, each with one success and one failure added (Agresti and Caffo 2000), so that a share
    of 0 or 1 is not taken for certain.
#}
{% macro compared(hits, of, hits_else, of_else, at_least, words) -%}
    {%- set share = '(cast(' ~ hits ~ ' + 1 as ' ~ double() ~ ') / (' ~ of ~ ' + 2))' -%}
    {%- set share_else = '(cast(' ~ hits_else ~ ' + 1 as ' ~ double() ~ ') / (' ~ of_else ~ ' + 2))' -%}
    {%- set error -%}
        1.96 * sqrt(
            {{ share }} * (1 - {{ share }}) / ({{ of }} + 2) + {{ share_else }} * (1 - {{ share_else }}) / ({{ of_else }} + 2)
        )
    {%- endset -%}
    case
        when coalesce({{ of }}, 0) < {{ at_least }} or coalesce({{ of_else }}, 0) < {{ at_least }} then 'too few to say'
        when {{ share }} - {{ share_else }} > {{ error }} then '{{ words.more }}'
        when {{ share_else }} - {{ share }} > {{ error }} then '{{ words.less }}'
        else 'no difference'
    end
{%- endmacro %}

{# The value that a share of the others does not exceed, between two neighbours where it falls between; of numbers with cents. #}
{% macro middle(number, share) -%}
    cast({{ ratio('percentile_cont(' ~ share ~ ') within group (order by ' ~ number ~ ')', 1) }} as numeric(18, 2))
{%- endmacro %}
