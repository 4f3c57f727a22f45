-- One row per lead and stage that it ever was in: when it first came there, when last, and how often; as the record that leads
-- was recorded, as two records' histories are no sequence.
select
    lead_id,
    stage,
    min(stage_since) as first_at,
    max(stage_since) as latest_at,
    cast(count(distinct stage_since) as integer) as times
from {{ ref('lead_stage_history') }}
where lead_id = recorded_as
group by lead_id, stage
