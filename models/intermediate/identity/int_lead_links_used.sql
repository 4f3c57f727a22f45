-- One row per link that leads to a lead known at as_of.
select
    source_system,
    lead_id,
    linked_at
from {{ ref('int_lead_link_records') }}
where row_status = 'known' and copy_number = 1
