-- One row per request for privacy, naming a lead by its id, its addresses, or both.
select
    source_system,
    lead_id,
    addresses,
    request,
    requested_at
from {{ ref('stg_privacy_request_records') }}
where row_status = 'known' and copy_number = 1
