-- One row per date of the back-test ('all dates' for all together) and of the two scores: how well each ranks the very same
-- leads, those that had a score of their own system on that date.
{%- set scores = ['lead_score', 'vendor_score'] %}

with

leads as (
    select
        leads.*,
        given.vendor_score
    from {{ ref('backtest_vendor_scores') }} as given
    inner join {{ ref('backtest_leads') }} as leads
        on given.as_of = leads.as_of and given.lead_number = leads.lead_number
),

-- The best tenth of a date, ties at random, as in backtest_scored.
ranked as (
    {%- for score in scores %}
    select
        as_of,
        '{{ score }}' as score,
        cast({{ score }} as numeric(18, 2)) as points,
        case when is_converted then 1 else 0 end as conversion,
        ntile(10) over (
            partition by as_of
            order by {{ score }} desc, {{ in_byte_order("md5(concat(lead_number, ''))") }}, lead_number
        ) as decile
    from leads
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

counted as (
    select
        as_of,
        score,
        points,
        count(*) as leads,
        sum(conversion) as conversions
    from ranked
    group by as_of, score, points
),

{{ score_areas() }},

best as (
    {%- for tested_on in [tested_on(), "'all dates'"] %}
    select
        {{ tested_on }} as tested_on,
        score,
        count(*) as leads,
        sum(conversion) as conversions
    from ranked
    where decile = 1
    group by {{ tested_on ~ ', ' if not loop.last }}score
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    judged.tested_on,
    judged.score,
    cast(judged.leads as integer) as leads,
    cast(judged.conversions as integer) as conversions,
    {{ ratio('judged.area', 1) }} as auc,
    {{ hanley_mcneil('judged.area', 'judged.conversions', 'judged.misses', -1) }} as auc_low,
    {{ hanley_mcneil('judged.area', 'judged.conversions', 'judged.misses', 1) }} as auc_high,
    cast(best.leads as integer) as best_tenth_leads,
    cast(best.conversions as integer) as best_tenth_conversions,
    {{ ratio(
        'best.conversions * cast(judged.leads as ' ~ double() ~ ')',
        '(cast(judged.conversions as ' ~ double() ~ ') * best.leads)'
    ) }} as best_tenth_lift
from judged
inner join best
    on judged.tested_on = best.tested_on and judged.score = best.score
