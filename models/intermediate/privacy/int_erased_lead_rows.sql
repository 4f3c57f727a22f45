-- One row per row of raw_leads of a lead whose erasure was asked for; a row without an id is found by its e-mail addresses.
select identities.source_system
from {{ ref('stg_lead_identifiers') }} as identities
inner join {{ ref('int_erased_records') }} as erased
    on {{ record_digest('identities.source_system', 'identities.lead_id') }} = erased.record

union all

select identities.source_system
from {{ ref('stg_lead_identifiers') }} as identities
inner join {{ ref('int_erased_addresses') }} as addresses
    on {{ sha256('identities.found_addresses') }} = addresses.address
where identities.lead_id is null
