-- One row per lead, all leads: its scores, grade and, where a gate is shut, why. A lead that objected to profiling has none.
{{ config(materialized='view') }}

select
    lead_id,
    as_of,
    is_profiled,
    fit_score,
    engagement_score,
    intent_score,
    lead_score,
    grade_letter,
    grade,
    disqualification_reason
from {{ ref('int_lead_scores') }}
