-- One row per record that a request for erasure names: by its id, in whatever system, or by any address that it ever had. A
-- digest, so that no table says who it is.
{{ config(materialized='table') }}
with

asked as (
    select
        source_system,
        lead_id
    from {{ ref('stg_privacy_requests') }}
    where request = 'erasure' and lead_id is not null
),

ids as (
    select distinct lead_id from asked
),

links as (
    select * from {{ ref('stg_lead_links') }}
    where lead_id is not null and same_as is not null and same_emails is null
),

named as (
    select
        source_system,
        lead_id
    from asked

    union

    -- Whoever passes a request on may not be the system that the id is from.
    select
        {{ system_of_id('lead_id') }} as source_system,
        lead_id
    from asked

    union

    select
        identities.source_system,
        identities.lead_id
    from {{ ref('stg_lead_identifiers') }} as identities
    inner join ids
        on identities.lead_id = ids.lead_id

    union

    select
        links.lead_system as source_system,
        links.lead_id
    from links
    inner join ids
        on links.lead_id = ids.lead_id

    union

    select
        links.same_system as source_system,
        links.same_as as lead_id
    from links
    inner join ids
        on links.same_as = ids.lead_id
)

select {{ record_digest() }} as record from named

union

select marks.record
from {{ ref('int_record_identifiers_hashed') }} as marks
inner join {{ ref('int_erased_addresses') }} as addresses
    on marks.mark = addresses.address
