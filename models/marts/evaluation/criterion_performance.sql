-- One row per criterion of the back-test, gates included, over all its dates: how many leads met it, and whether they bought more
-- often than those who did not. Of whom we cannot tell, neither.
{%- set at_least = 30 %}
{%- set at_least_bought = 10 %}
{%- set counts = [
    'leads_met', 'leads_not_met', 'leads_unknown', 'conversions_met', 'conversions_not_met', 'conversions_unknown',
    'attributes_are_later',
] %}

with

summed as (
    select
        dimension,
        criterion,
        {%- for count in counts %}
        cast(sum({{ count }}) as integer) as {{ count }},
        {%- endfor %}
        min(least_points) as least_points,
        max(most_points) as most_points
    from {{ ref('backtest_criteria') }}
    group by dimension, criterion
),

counted as (
    select
        *,
        -- Half a lead is added to each count, so that none is no certainty.
        cast(conversions_met + 0.5 as {{ double() }}) / (conversions_met + conversions_not_met + 1) as met_if_bought,
        cast(leads_met - conversions_met + 0.5 as {{ double() }})
        / (leads_met + leads_not_met - conversions_met - conversions_not_met + 1) as met_if_not,
        leads_met + leads_not_met + leads_unknown as all_leads,
        conversions_met + conversions_not_met + conversions_unknown as all_conversions,
        leads_met < {{ at_least }}
        or leads_not_met < {{ at_least }}
        or conversions_met + conversions_not_met < {{ at_least_bought }} as are_too_few
    from summed
)

select
    dimension,
    criterion,
    least_points,
    most_points,
    leads_met,
    leads_not_met,
    leads_unknown,
    conversions_met,
    conversions_not_met,
    {{ ratio('conversions_met', 'leads_met') }} as conversion_rate_met,
    {{ ratio('conversions_not_met', 'leads_not_met') }} as conversion_rate_not_met,
    {%- set base = "(cast(all_conversions as " ~ double() ~ ") / nullif(all_leads, 0))" %}
    {{ ratio('conversions_met / nullif(cast(leads_met as ' ~ double() ~ '), 0)', base) }} as lift,
    {{ ratio(wilson_end('conversions_met', 'leads_met', -1), base) }} as lift_low,
    {{ ratio(wilson_end('conversions_met', 'leads_met', 1), base) }} as lift_high,
    -- How strongly meeting it points to buying: the logarithm of how much more often those who bought had met it (Good 1985).
    case
        when not are_too_few
            then {{ ratio('ln(met_if_bought / met_if_not)', 1) }}
    end as weight_of_evidence,
    case
        when are_too_few then 'too few to say'
        else {{ compared(
            'conversions_met', 'leads_met', 'conversions_not_met', 'leads_not_met', at_least,
            {'more': 'buy more often', 'less': 'buy less often'}
        ) }}
    end as verdict,
    attributes_are_later
from counted
