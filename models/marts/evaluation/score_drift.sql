-- One row per thing that may have moved since the latest date of the back-test: each score in bands of ten points, each criterion
-- (the share of leads that meet it) and the number of leads. Of leads that have not bought, then and today.
-- The population stability index is the sum over the shares of (now - then) * ln(now / then). By a convention of credit scoring
-- 0.1 is little and 0.25 much (Siddiqi 2006); 0.2 is where this project warns. Half a lead is added to each count.
{%- set at_least = 100 %}
{%- set scores = ['lead_score', 'fit_score', 'engagement_score', 'intent_score'] %}

with

latest as (
    select max(as_of) as as_of from {{ ref('backtest_dates') }}
),

leads_then as (
    select leads.*
    from {{ ref('backtest_leads') }} as leads
    inner join latest
        on leads.as_of = latest.as_of
),

-- Nobody, as long as there is nothing to compare them with.
leads_now as (
    select standing.*
    from {{ ref('int_lead_stage_inputs') }} as standing
    inner join latest
        on standing.as_of >= latest.as_of
    where standing.is_profiled and standing.last_purchase_at is null
),

sizes as (
    select
        (select count(*) from leads_then) as all_then,
        (select count(*) from leads_now) as all_now
),

criteria_now as (
    select
        reasons.criterion,
        count(*) as leads
    from {{ ref('lead_score_reasons') }} as reasons
    inner join leads_now
        on reasons.lead_id = leads_now.lead_id
    where reasons.criterion <> 'limit'
    group by reasons.criterion
),

counted as (
    {%- for score in scores %}
    {%- for time in ['then', 'now'] %}
    select
        '{{ score }}' as measure,
        cast(least(floor({{ score }} / 10.0), 9) as integer) as band,
        {{ 'count(*)' if time == 'then' else '0' }} as leads_then,
        {{ 'count(*)' if time == 'now' else '0' }} as leads_now
    from leads_{{ time }}
    group by cast(least(floor({{ score }} / 10.0), 9) as integer)

    union all
    {% endfor %}
    {%- endfor %}
    -- Two bands: those who meet it, and the others.
    {%- for band in [1, 0] %}
    select
        criteria.criterion as measure,
        {{ band }} as band,
        {{ 'criteria.leads_met' if band else 'sizes.all_then - criteria.leads_met' }} as leads_then,
        {{ 'coalesce(today.leads, 0)' if band else 'sizes.all_now - coalesce(today.leads, 0)' }} as leads_now
    from {{ ref('backtest_criteria') }} as criteria
    inner join latest
        on criteria.as_of = latest.as_of
    cross join sizes
    left join criteria_now as today
        on criteria.criterion = today.criterion
    where criteria.dimension <> 'disqualification'
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

bands as (
    select
        measure,
        band,
        sum(leads_then) as leads_then,
        sum(leads_now) as leads_now
    from counted
    group by measure, band
),

shares as (
    select
        bands.*,
        cast(bands.leads_then + 0.5 as {{ double() }}) / (sizes.all_then + 1) as share_then,
        cast(bands.leads_now + 0.5 as {{ double() }}) / (sizes.all_now + 1) as share_now
    from bands
    cross join sizes
),

moved as (
    select
        measure,
        sum((share_now - share_then) * ln(share_now / share_then)) as moved_by,
        max(case when band = 1 then share_then end) as share_then,
        max(case when band = 1 then share_now end) as share_now
    from shares
    group by measure
)

select
    moved.measure,
    latest.as_of as tested_at,
    cast(sizes.all_then as integer) as leads_then,
    cast(sizes.all_now as integer) as leads_now,
    {%- for time in ['then', 'now'] %}
    case
        when moved.measure not in ('{{ scores | join("', '") }}')
            then {{ ratio('moved.share_' ~ time, 1) }}
    end as share_{{ time }},
    {%- endfor %}
    {{ ratio('moved.moved_by', 1) }} as stability_index,
    case
        when sizes.all_then < {{ at_least }} or sizes.all_now < {{ at_least }} then 'too few to say'
        when moved.moved_by > 0.2 then 'has moved'
        else 'is stable'
    end as verdict
from moved
cross join latest
cross join sizes

union all

select
    'leads' as measure,
    latest.as_of as tested_at,
    cast(sizes.all_then as integer) as leads_then,
    cast(sizes.all_now as integer) as leads_now,
    cast(null as numeric(18, 6)) as share_then,
    cast(null as numeric(18, 6)) as share_now,
    cast(null as numeric(18, 6)) as stability_index,
    case
        when sizes.all_then < {{ at_least }} or sizes.all_now < {{ at_least }} then 'too few to say'
        when sizes.all_now >= 2 * sizes.all_then or 2 * sizes.all_now <= sizes.all_then then 'has moved'
        else 'is stable'
    end as verdict
from latest
cross join sizes
where latest.as_of is not null
