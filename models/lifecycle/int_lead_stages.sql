-- One row per lead, all leads: its stage, the qualification rules that hold, its flags, its nurture segment, and since when.
-- The latest row of its own history.
with

newest as (
    select
        lead_id,
        max(recorded_on) as recorded_on
    from {{ ref('lead_stage_log') }}
    where lead_id is not null
    group by lead_id
)

select
    history.lead_id,
    scores.as_of,
    history.stage,
    history.stage_since,
    history.qualified_by,
    history.qualified_since,
    history.hand_raiser,
    history.sales_ready,
    history.sales_ready_since,
    history.customer_is_back,
    history.missing is not null as incomplete,
    history.missing,
    history.expired_at,
    history.nurture_segment,
    history.nurture_segment_since,
    history.tipped_by
from {{ ref('lead_stage_log') }} as history
inner join newest
    on history.lead_id = newest.lead_id and history.recorded_on = newest.recorded_on
-- A lead that the raw tables no longer hold, or that is part of another one today, is history.
inner join {{ ref('int_lead_scores') }} as scores
    on history.lead_id = scores.lead_id
