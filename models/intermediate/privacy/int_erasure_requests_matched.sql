-- One row per record that a request for erasure names by its id, in whatever system. A digest, so that no table says who it is.
-- A table: int_erased_records reads it once per round, and Spark would plan all views of raw rows again each time.
{{ config(materialized='table') }}
with

asked as (
    select
        source_system,
        lead_id
    from {{ ref('stg_privacy_request_records') }}
    where row_status = 'known' and request = 'erasure' and lead_id is not null
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

    -- The system that passes a request on may not be the one that the id is from.
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
