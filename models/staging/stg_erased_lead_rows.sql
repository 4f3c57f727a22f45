-- One row per row of raw_leads of a lead whose erasure was asked for; a row without an id goes by its e-mail address.
with

erased_emails as (
    select distinct email_identity from {{ ref('stg_privacy_requests') }}
    where request = 'erasure' and email_identity is not null
)

select identities.source_system
from {{ ref('stg_lead_identities') }} as identities
left join {{ ref('stg_erased_leads') }} as erased
    on identities.source_system = erased.source_system and identities.lead_id = erased.lead_id
left join erased_emails
    on identities.email_identity = erased_emails.email_identity
where erased.lead_id is not null or (identities.lead_id is null and erased_emails.email_identity is not null)
