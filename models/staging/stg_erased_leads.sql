-- One row per record of a person whose erasure was asked for: by its id, or by the e-mail address of any of its rows; and the
-- records that share an address with these, or that a link names beside them. A lead that is gone from raw_leads is here too,
-- since its activities may not be.
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
),

named as (
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
),

-- An address that several people read leads to none of them.
addresses as (
    select distinct identities.email_identity
    from {{ ref('stg_lead_identities') }} as identities
    inner join named
        on identities.source_system = named.source_system and identities.lead_id = named.lead_id
    left join {{ ref('shared_inboxes') }} as inboxes
        on regexp_replace(identities.email_identity, '@.*$', '') = inboxes.value
    where identities.email_identity is not null and inboxes.value is null
)

select
    source_system,
    lead_id
from named

union

select
    identities.source_system,
    identities.lead_id
from {{ ref('stg_lead_identities') }} as identities
inner join addresses
    on identities.email_identity = addresses.email_identity
where identities.lead_id is not null

union

select
    links.other_system as source_system,
    links.other_id as lead_id
from {{ ref('stg_lead_link_ends') }} as links
inner join named
    on links.source_system = named.source_system and links.lead_id = named.lead_id

union

select
    links.source_system,
    links.lead_id
from {{ ref('stg_lead_link_ends') }} as links
inner join erased_emails
    on links.same_email = erased_emails.email_identity
