-- One row per lead that has no journey, or that has one and is no lead.
select coalesce(leads.lead_id, journeys.lead_id) as lead_id
from {{ ref('int_leads') }} as leads
full outer join {{ ref('lead_journeys') }} as journeys
    on leads.lead_id = journeys.lead_id
where leads.lead_id is null or journeys.lead_id is null
