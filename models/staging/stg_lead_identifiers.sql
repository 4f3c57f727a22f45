-- One row per row of raw_leads: its id, the addresses and hashes of its e-mail parted by a space each, and its name; where the
-- e-mail cannot be read whole, found_addresses is whatever in it may be one.
with

given as (
    select
        source_system,
        {{ clean('lead_id') }} as lead_id,
        {{ clean('email') }} as email_text,
        lower({{ clean('first_name') }}) as first_name,
        lower({{ clean('last_name') }}) as last_name
    from {{ ref('raw_leads') }}
    {{ computed_once() }}
),

addressed as (
    select
        *,
        {{ addresses_in('email_text') }} as addresses
    from given
    {{ computed_once() }}
)

select
    source_system,
    lead_id,
    addresses,
    {{ addresses_anywhere('email_text', 'addresses') }} as found_addresses,
    first_name,
    last_name
from addressed
