-- One row per lead whose erasure was asked for: by its id, or by the e-mail address of any of its rows. A lead that is gone from
-- raw_leads is here too, since its activities may not be.
-- A view, read anew by every run: a lead that is loaded again stays erased, and its id is stored nowhere.
with

erasures as (
    select * from {{ ref('stg_privacy_requests') }}
    where request = 'erasure'
),

erased_ids as (
    select distinct lead_id from erasures
    where lead_id is not null
),

erased_emails as (
    select distinct email_identity from erasures
    where email_identity is not null
)

select
    source_system,
    lead_id
from erasures
where lead_id is not null

union

select
    identities.source_system,
    identities.lead_id
from {{ ref('stg_lead_identities') }} as identities
inner join erased_ids
    on identities.lead_id = erased_ids.lead_id

union

select
    identities.source_system,
    identities.lead_id
from {{ ref('stg_lead_identities') }} as identities
inner join erased_emails
    on identities.email_identity = erased_emails.email_identity
where identities.lead_id is not null
