-- One row per lead that is nurtured or with sales: what content for it would be about. Null is nothing that we know of.
select
    stages.lead_id,
    persons.lead_number,
    case when stages.stage = 'recycled' then scored.refusal_reason end as concern,
    -- Who objected to profiling is not chosen for by interest or role.
    case when scored.is_profiled then scored.top_topic end as top_topic,
    case when scored.is_profiled then scored.second_topic end as second_topic,
    segments.journey_stage,
    case when scored.is_profiled then scored.persona end as persona
from {{ ref('lead_stages') }} as stages
inner join {{ ref('scored_leads') }} as scored
    on stages.lead_id = scored.lead_id
inner join {{ ref('stg_leads') }} as persons
    on stages.lead_id = persons.lead_id
left join {{ ref('nurture_segments') }} as segments
    on stages.lead_id = segments.lead_id and stages.stage = segments.stage and stages.nurture_segment = segments.segment
where stages.stage in ('mql', 'sal', 'sql') or stages.nurture_segment is not null
