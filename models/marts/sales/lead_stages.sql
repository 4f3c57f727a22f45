-- One row per lead, all leads: its stage, the qualification rules that hold, its flags, its nurture segment, and since when.
-- depends_on: {{ ref('lead_stage_log') }}: what is shown is recorded, since the next run starts from it.
{{ config(materialized='view') }}

select
    lead_id,
    as_of,
    stage,
    stage_since,
    qualified_by,
    qualified_since,
    hand_raiser,
    sales_ready,
    sales_ready_since,
    customer_is_back,
    incomplete,
    missing,
    expired_at,
    nurture_segment,
    nurture_segment_since,
    tipped_by
from {{ ref('int_lead_stages') }}
