-- One row per lead that had not bought by the date scored, and whose own system had given it a score by then. A score that only a
-- later version of the lead has may know who bought. Only `make backtest` reads it, date after date.
{{ config(materialized='view') }}

select
    leads.as_of,
    leads.lead_number,
    given.vendor_score
from {{ ref('backtest_scored') }} as leads
inner join {{ ref('int_leads') }} as given
    on leads.lead_id = given.lead_id
where given.vendor_score is not null and not leads.attributes_are_later
