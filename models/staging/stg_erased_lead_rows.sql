-- One row per row of raw_leads of a lead whose erasure was asked for; a row without an id goes by its e-mail address.
select identities.source_system
from {{ ref('stg_lead_identities') }} as identities
left join {{ ref('stg_erased_leads') }} as erased
    on identities.source_system = erased.source_system and identities.lead_id = erased.lead_id
left join {{ ref('stg_erased_addresses') }} as addresses
    on identities.address = addresses.address
where erased.lead_id is not null or (identities.lead_id is null and addresses.address is not null)
