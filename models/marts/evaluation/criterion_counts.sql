-- One row per criterion: how many leads meet it, do not, or cannot be told.
select
    dimension,
    criterion,
    cast(sum(case when criterion_status = 'met' then 1 else 0 end) as integer) as leads_met,
    cast(sum(case when criterion_status = 'not_met' then 1 else 0 end) as integer) as leads_not_met,
    cast(sum(case when criterion_status = 'unknown' then 1 else 0 end) as integer) as leads_unknown
from {{ ref('lead_criteria') }}
group by dimension, criterion
