-- One row per e-mail address or hash, as requests and raw rows write it, that an erasure by e-mail is about: what its provider
-- delivers to the same person, and the SHA-256 of either; and per list of several in a raw row, one of which it is. A digest, so
-- that no table says who it is.
{{ config(materialized='table') }}
with

asked as (
    select {{ parts_of('addresses', ' ') }} as address
    from {{ ref('stg_privacy_requests') }}
    where request = 'erasure'
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

-- A hash may be asked for where a row has the address.
found as (
    select
        addresses.address,
        addresses.found_addresses
    from {{ ref('int_lead_addresses') }} as addresses
    inner join marks
        on addresses.identity = marks.mark

    union

    select
        addresses.address,
        addresses.found_addresses
    from {{ ref('int_lead_addresses') }} as addresses
    inner join asked
        on {{ sha256('addresses.address') }} = asked.address
),

written as (
    select mark as address from marks
    union
    select address from found
    union
    select found_addresses as address from found
)

select {{ sha256('address') }} as address from written
