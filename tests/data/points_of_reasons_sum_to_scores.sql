-- One row per lead and dimension whose score is not what its criteria give: each score is computed again from lead_criteria.
with

limits as (
    select * from {{ ref('score_limits') }}
),

recomputed as (
    select
        leads.lead_id,
        limits.dimension,
        least(
            greatest(
                coalesce(
                    sum(case when criteria.criterion_status = 'met' then criteria.points else 0 end), 0
                ), 0
            ), limits.max_points
        ) as score
    from {{ ref('lead_features') }} as leads
    cross join limits
    left join {{ ref('lead_criteria') }} as criteria
        on leads.lead_id = criteria.lead_id and limits.dimension = criteria.dimension
    where leads.is_profiled
    group by leads.lead_id, limits.dimension, limits.max_points
),

reasons as (
    select
        lead_id,
        dimension,
        sum(points) as score
    from {{ ref('lead_score_reasons') }}
    group by lead_id, dimension
),

scores as (
    {%- for dimension in ['fit', 'engagement', 'intent'] %}
    select
        lead_id,
        '{{ dimension }}' as dimension,
        {{ dimension }}_score as score
    from {{ ref('lead_scores') }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    recomputed.lead_id,
    recomputed.dimension,
    recomputed.score as by_criteria,
    scores.score as by_lead_scores,
    reasons.score as by_reasons
from recomputed
left join scores
    on recomputed.lead_id = scores.lead_id and recomputed.dimension = scores.dimension
left join reasons
    on recomputed.lead_id = reasons.lead_id and recomputed.dimension = reasons.dimension
where
    scores.score is null
    or scores.score <> recomputed.score
    or coalesce(reasons.score, 0) <> recomputed.score
