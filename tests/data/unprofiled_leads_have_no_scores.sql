-- One row per lead that objected to profiling and has a score, a grade or a reason; or that has none without an objection.
select scores.lead_id
from {{ ref('lead_scores') }} as scores
left join {{ ref('lead_score_reasons') }} as reasons
    on scores.lead_id = reasons.lead_id
where
    (not scores.is_profiled and (scores.lead_score is not null or scores.grade is not null or reasons.lead_id is not null))
    or (scores.is_profiled and (scores.lead_score is null or scores.grade is null))
