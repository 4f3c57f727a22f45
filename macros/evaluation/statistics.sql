{# A count as the marts show it. #}
{% macro how_many(condition) -%}cast(sum(case when {{ condition }} then 1 else 0 end) as integer){%- endmacro %}

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

{#
    An end of the 95 % interval of a share (side -1 the lower, 1 the upper): Wilson 1927, which stays between 0 and 1 and holds
    of few. Null of none.
#}
{% macro wilson_end(hits, of, side) -%}
    {%- set n = 'cast(' ~ of ~ ' as ' ~ double() ~ ')' -%}
    (({{ hits }} + 1.9207295 + {{ side }} * 1.959964 * sqrt({{ hits }} * ({{ n }} - {{ hits }}) / nullif({{ n }}, 0) + 0.96036475)) / ({{ n }} + 3.841459))
{%- endmacro %}

{# The same to 6 decimals. #}
{% macro wilson(hits, of, side) -%}{{ ratio(wilson_end(hits, of, side), 1) }}{%- endmacro %}

{#
    An end of the 95 % interval of an area under the ROC curve of so many hits and misses, to 6 decimals, cut to 0 and 1: Hanley
    and McNeil 1982. `area` is a double.
#}
{% macro hanley_mcneil(area, hits, misses, side) -%}
    {%- set error -%}
        sqrt(
            greatest(
                {{ area }} * (1 - {{ area }})
                + ({{ hits }} - 1) * ({{ area }} / (2 - {{ area }}) - {{ area }} * {{ area }})
                + ({{ misses }} - 1) * (2 * {{ area }} * {{ area }} / (1 + {{ area }}) - {{ area }} * {{ area }}),
                0
            ) / (cast({{ hits }} as {{ double() }}) * {{ misses }})
        )
    {%- endset -%}
    {#- Without an area, greatest would give 0. -#}
    case
        when {{ area }} is not null
            then {{ ratio('least(greatest(' ~ area ~ ' + ' ~ side ~ ' * 1.959964 * ' ~ error ~ ', 0), 1)', 1) }}
    end
{%- endmacro %}

{# A date of a back-test, as text. #}
{% macro tested_on() -%}
    substr({{ as_text("date_trunc('day', as_of)") }}, 1, 10)
{%- endmacro %}

{#
    The steps from `counted`, leads and those who bought by as_of, score and points, to `judged`: for each date of the back-test
    ('all dates' for all together) and score, the area under the ROC curve and what average precision is made of.
#}
{% macro score_areas() -%}
tested as (
    select
        {{ tested_on() }} as tested_on,
        score,
        points,
        leads,
        conversions
    from counted

    union all

    select
        'all dates' as tested_on,
        score,
        points,
        sum(leads) as leads,
        sum(conversions) as conversions
    from counted
    group by score, points
),

running as (
    select
        *,
        sum(leads - conversions) over (
            partition by tested_on, score order by points rows between unbounded preceding and current row
        ) - (leads - conversions) as misses_below,
        sum(leads) over (
            partition by tested_on, score order by points desc rows between unbounded preceding and current row
        ) as leads_from,
        sum(conversions) over (
            partition by tested_on, score order by points desc rows between unbounded preceding and current row
        ) as conversions_from
    from tested
),

summed as (
    select
        tested_on,
        score,
        sum(leads) as leads,
        sum(conversions) as conversions,
        -- Pairs of one who bought and one who did not, in the right order; a tie is half of one, hence twice.
        sum(conversions * (2 * misses_below + leads - conversions)) as pairs_won_twice,
        sum(cast(conversions as {{ double() }}) * conversions_from / leads_from) as precisions
    from running
    group by tested_on, score
),

judged as (
    select
        *,
        leads - conversions as misses,
        cast(pairs_won_twice as {{ double() }})
        / nullif(2 * cast(conversions as {{ double() }}) * (leads - conversions), 0) as area
    from summed
)
{%- endmacro %}
