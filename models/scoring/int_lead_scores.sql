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
    select
        lead_id,
        sum(case when dimension = 'fit' and criterion <> 'limit' then points else 0 end) as raw_fit,
        sum(case when dimension = 'fit' then points else 0 end) as fit_score,
        sum(case when dimension = 'engagement' then points else 0 end) as engagement_score,
        sum(case when dimension = 'intent' then points else 0 end) as intent_score
    from {{ ref('int_lead_score_reasons') }}
    group by lead_id
),

scored as (
    select
        leads.lead_id,
        leads.is_company_known or coalesce(points.raw_fit, 0) < 0 as is_known,
        cast(coalesce(points.fit_score, 0) as integer) as fit_score,
        cast(coalesce(points.engagement_score, 0) as integer) as engagement_score,
        cast(coalesce(points.intent_score, 0) as integer) as intent_score
    from {{ ref('lead_features') }} as leads
    left join points
        on leads.lead_id = points.lead_id
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
