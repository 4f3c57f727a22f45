-- One row per e-mail address or hash, as requests and raw rows write it, that an erasure by e-mail is about: what its provider
-- delivers to the same person, and the SHA-256 of either. A digest, so that no table says who it is.
{{ config(materialized='table') }}
with

asked as (
    select email_identity as address
    from {{ ref('stg_privacy_requests') }}
    where request = 'erasure' and email_identity is not null
),

{{ as_delivered('asked') }},

marks as (
    select address as mark from delivered
    union
    select identity as mark from delivered
    union
    select {{ sha256('address') }} as mark from delivered
    union
    select {{ sha256('identity') }} as mark from delivered
),

written as (
    select mark as address from marks

    union

    select identities.address
    from {{ ref('stg_lead_identities') }} as identities
    inner join marks
        on identities.identity = marks.mark

    union

    -- A hash was asked for, and a row has the address.
    select identities.address
    from {{ ref('stg_lead_identities') }} as identities
    inner join asked
        on {{ sha256('identities.address') }} = asked.address
)

select {{ sha256('address') }} as address from written
