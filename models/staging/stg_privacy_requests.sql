-- One row per request for erasure or against profiling, naming a lead by its id, its e-mail, or both.
select
    source_system,
    lead_id,
    email_identity,
    request,
    requested_at
from {{ ref('stg_privacy_request_records') }}
where row_status = 'known' and copy_number = 1
