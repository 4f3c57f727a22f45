-- One row per lead that is in no stage to be nurtured and is in nurture_queue, or that is in one and does not.
-- With sales, who waits is not wanted there; a segment that applies says who waits too long.
select
    stages.lead_id,
    stages.stage,
    queue.nurture_segment
from {{ ref('lead_stages') }} as stages
left join {{ ref('nurture_queue') }} as queue
    on stages.lead_id = queue.lead_id
where
    (stages.stage in ('lead', 'engaged', 'mql', 'recycled', 'customer') and queue.lead_id is null)
    or (stages.stage in ('disqualified', 'not_profiled') and queue.lead_id is not null)
    or (stages.stage <> queue.stage)
