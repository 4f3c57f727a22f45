-- One row per row of raw_leads and address, or hash, of its e-mail: as written, and as its provider delivers it.
with

written as (
    select
        source_system,
        lead_id,
        addresses,
        {{ parts_of('addresses', ' ') }} as address,
        first_name,
        last_name
    from {{ ref('stg_lead_identities') }}
),

{{ as_delivered('written') }}

select
    source_system,
    lead_id,
    addresses,
    address,
    identity,
    first_name,
    last_name,
    is_shared_inbox
from delivered
