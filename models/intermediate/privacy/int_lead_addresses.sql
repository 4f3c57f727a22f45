-- One row per row of raw_leads and address, or hash, that may be in its e-mail: as written, and as its provider delivers it. One
-- that is not read is nobody's address: it only tells whom an erasure or an objection is about.
with

written as (
    select
        source_system,
        lead_id,
        addresses,
        found_addresses,
        {{ parts_of('found_addresses', ' ') }} as address,
        first_name,
        last_name
    from {{ ref('stg_lead_identifiers') }}
),

{{ as_delivered('written') }}

select
    source_system,
    lead_id,
    found_addresses,
    address,
    coalesce(
        replace(concat(' ', addresses, ' '), concat(' ', address, ' '), '') <> concat(' ', addresses, ' '), false
    ) as is_read,
    identity,
    first_name,
    last_name,
    is_shared_inbox
from delivered
