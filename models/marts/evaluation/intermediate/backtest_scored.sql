-- One row per lead that had not bought by the date scored, and did not object to profiling: its scores then, the rules that it
-- would enter by them, and whether it bought in the window after. Only `make backtest` reads it, date after date.
{{ config(materialized='view') }}

with

-- By the line to enter, without memory: what keeps it there depends on the days before.
rules as (
    select
        lead_id,
        {{ sorted_list('rule') }} as rules
    from {{ ref('qualification_rules') }}
    where enters
    group by lead_id
)

select
    scores.as_of,
    scores.lead_id,
    leads.owner_id,
    leads.attributes_are_later,
    scores.disqualification_reason is not null as is_disqualified,
    scores.fit_score,
    scores.engagement_score,
    scores.intent_score,
    scores.lead_score,
    scores.grade_letter,
    -- A shut gate keeps a lead from the list, whatever rule it meets.
    case when scores.disqualification_reason is null then rules.rules end as rules,
    cast(row_number() over (order by {{ in_byte_order('scores.lead_id') }}) as integer) as lead_number,
    -- Where many leads have one score, their order makes the deciles. Systems count their ids up: by id the old leads would stand
    -- before the new, and deciles would say who buys by age. A digest draws lots, the same ones on each engine.
    cast(
        ntile(10) over (
            order by
                scores.lead_score desc,
                {{ in_byte_order('md5(scores.lead_id)') }},
                {{ in_byte_order('scores.lead_id') }}
        ) as integer
    ) as decile,
    coalesce(conversions.converted_at < {{ as_of(setting('within_days')) }}, false) as is_converted,
    case when conversions.converted_at < {{ as_of(setting('within_days')) }} then conversions.revenue end as revenue
from {{ ref('lead_scores') }} as scores
inner join {{ ref('lead_features') }} as leads
    on scores.lead_id = leads.lead_id
left join rules
    on scores.lead_id = rules.lead_id
left join {{ ref('lead_conversions') }} as conversions
    on scores.lead_id = conversions.lead_id
where scores.is_profiled and (conversions.converted_at is null or conversions.converted_at >= scores.as_of)
