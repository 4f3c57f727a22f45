-- One row per lead and stage that it ever was in: when it first came there, when last, and how often.
select
    lead_id,
    stage,
    min(stage_since) as first_at,
    max(stage_since) as latest_at,
    cast(count(distinct stage_since) as integer) as times
from {{ ref('lead_stage_history') }}
group by lead_id, stage
