-- One row per date of the back-test ('all dates' for all together), score and decile of the leads by it, the best first: how many
-- bought. Decile 0 is all leads, for each score; of lead_score there are deciles 1 to 10, those of each date, ties at random.
with

counted as (
    select
        as_of,
        decile,
        count(*) as leads,
        sum(case when is_converted then 1 else 0 end) as conversions,
        sum(case when attributes_are_later then 1 else 0 end) as attributes_are_later,
        min(lead_score) as lowest_score,
        max(lead_score) as highest_score
    from {{ ref('backtest_leads') }}
    group by as_of, decile
),

-- Each decile counts for itself and for all leads, on its date and on all dates.
cuts as (
    {%- for tested_on in [tested_on(), "'all dates'"] %}
    {%- for decile in ['decile', '0'] %}
    select
        {{ tested_on }} as tested_on,
        {{ decile }} as decile,
        leads,
        conversions,
        attributes_are_later,
        lowest_score,
        highest_score
    from counted
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

deciles as (
    select
        tested_on,
        decile,
        sum(leads) as leads,
        sum(conversions) as conversions,
        sum(attributes_are_later) as attributes_are_later,
        min(lowest_score) as lowest_score,
        max(highest_score) as highest_score
    from cuts
    group by tested_on, decile
),

caught as (
    select
        *,
        case
            when decile = 0 then conversions
            else
                sum(conversions) over (
                    partition by tested_on, case when decile = 0 then 1 else 0 end
                    order by decile
                    rows between unbounded preceding and current row
                )
        end as conversions_until
    from deciles
)

select
    ranks.tested_on,
    ranks.score,
    cast(caught.decile as integer) as decile,
    cast(caught.leads as integer) as leads,
    cast(caught.conversions as integer) as conversions,
    {{ ratio('caught.conversions', 'caught.leads') }} as conversion_rate,
    {{ wilson('caught.conversions', 'caught.leads', -1) }} as conversion_rate_low,
    {{ wilson('caught.conversions', 'caught.leads', 1) }} as conversion_rate_high,
    {{ ratio(
        'caught.conversions * cast(ranks.leads as ' ~ double() ~ ')',
        '(cast(ranks.conversions as ' ~ double() ~ ') * caught.leads)'
    ) }} as lift,
    {{ ratio('caught.conversions_until', 'ranks.conversions') }} as customers_caught,
    case when ranks.score = 'lead_score' then cast(caught.lowest_score as integer) end as lowest_score,
    case when ranks.score = 'lead_score' then cast(caught.highest_score as integer) end as highest_score,
    case when caught.decile = 0 then ranks.auc end as auc,
    case when caught.decile = 0 then ranks.auc_low end as auc_low,
    case when caught.decile = 0 then ranks.auc_high end as auc_high,
    case when caught.decile = 0 then ranks.average_precision end as average_precision,
    cast(caught.attributes_are_later as integer) as attributes_are_later
from {{ ref('score_ranks') }} as ranks
inner join caught
    on ranks.tested_on = caught.tested_on
where ranks.score = 'lead_score' or caught.decile = 0
