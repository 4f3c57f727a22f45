-- One row per source system: the first date on which leads of it were recorded. A stage recorded then began earlier, nobody
-- knows when.
{{ config(materialized='view') }}

select
    leads.source_system,
    min(history.recorded_at) as known_since
from {{ ref('lead_stage_history') }} as history
inner join {{ ref('int_leads') }} as leads
    on history.lead_id = leads.lead_id
group by leads.source_system
