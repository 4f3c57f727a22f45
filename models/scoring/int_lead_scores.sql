-- One row per lead, all leads: its scores, grade and, where a gate is shut, why. A lead that objected to profiling has none.
with

gates as (
    select
        lead_id,
        {{ sorted_list('reason') }} as disqualification_reason
    from {{ ref('disqualification_criteria') }}
    where is_met
    group by lead_id
),

points as (
    {%- for dimension in ['fit', 'engagement', 'intent'] %}
    select
        lead_id,
        '{{ dimension }}' as dimension,
        sum(points) as points
    from {{ ref(dimension ~ '_criteria') }}
    where is_met
    group by lead_id
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

bounded as (
    select
        points.lead_id,
        points.dimension,
        points.points,
        greatest(least(points.points, limits.max_points), 0) as score
    from points
    inner join {{ ref('score_limits') }} as limits
        on points.dimension = limits.dimension
),

summed as (
    select
        lead_id,
        {%- for dimension in ['fit', 'engagement', 'intent'] %}
        sum(case when dimension = '{{ dimension }}' then score end) as {{ dimension }}_score,
        {%- endfor %}
        sum(case when dimension = 'fit' then points end) as raw_fit
    from bounded
    group by lead_id
),

scored as (
    select
        leads.lead_id,
        leads.is_company_known or coalesce(summed.raw_fit, 0) < 0 as is_known,
        cast(coalesce(summed.fit_score, 0) as integer) as fit_score,
        cast(coalesce(summed.engagement_score, 0) as integer) as engagement_score,
        cast(coalesce(summed.intent_score, 0) as integer) as intent_score
    from {{ ref('lead_features') }} as leads
    left join summed
        on leads.lead_id = summed.lead_id
    where leads.is_profiled
),

-- Each grade with the points at which the next better one begins.
limits as (
    select
        part,
        grade,
        least_points,
        lead(least_points) over (partition by part order by least_points) as better_from
    from {{ ref('grade_limits') }}
),

graded as (
    select
        scored.*,
        coalesce(letters.grade, case when scored.is_known then 'D' else 'U' end) as letter,
        digits.grade as digit
    from scored
    left join limits as letters
        on
            letters.part = 'letter'
            and scored.fit_score >= letters.least_points
            and (letters.better_from is null or scored.fit_score < letters.better_from)
    left join limits as digits
        on
            digits.part = 'digit'
            and scored.engagement_score + scored.intent_score >= digits.least_points
            and (digits.better_from is null or scored.engagement_score + scored.intent_score < digits.better_from)
)

select
    leads.lead_id,
    leads.as_of,
    leads.is_profiled,
    graded.fit_score,
    graded.engagement_score,
    graded.intent_score,
    graded.fit_score + graded.engagement_score + graded.intent_score as lead_score,
    graded.letter as grade_letter,
    graded.letter || graded.digit as grade,
    gates.disqualification_reason
from {{ ref('lead_features') }} as leads
left join graded
    on leads.lead_id = graded.lead_id
left join gates
    on leads.lead_id = gates.lead_id and leads.is_profiled
