-- One row per lead, all leads: its scores, grade and, where a gate is shut, why. A lead that objected to profiling has none.
with

gates as (
    select
        lead_id,
        {{ sorted_list('reason') }} as disqualification_reason
    from {{ ref('disqualification_criteria') }}
    where is_met
    group by lead_id
)

select
    leads.lead_id,
    leads.as_of,
    leads.is_profiled,
    points.fit_score,
    points.engagement_score,
    points.intent_score,
    points.fit_score + points.engagement_score + points.intent_score as lead_score,
    grades.letter as grade_letter,
    grades.letter || grades.digit as grade,
    gates.disqualification_reason
from {{ ref('lead_features') }} as leads
left join {{ ref('lead_points') }} as points
    on leads.lead_id = points.lead_id
left join {{ ref('grade_limits') }} as grades
    on leads.lead_id = grades.lead_id
left join gates
    on leads.lead_id = gates.lead_id and leads.is_profiled
