-- One row per lead and date on which its stage, flags, grade, rules or segment changed, or its score moved by 5 or more.
{{ config(materialized='view') }}

select
    lead_id,
    recorded_on,
    recorded_at,
    stage,
    stage_since,
    qualified_by,
    qualified_since,
    hand_raiser,
    sales_ready,
    sales_ready_since,
    customer_is_back,
    missing,
    expired_at,
    nurture_segment,
    nurture_segment_since,
    grade,
    fit_score,
    engagement_score,
    intent_score,
    lead_score,
    tipped_by
from {{ ref('recorded_stages') }}
where lead_id is not null
