-- One row per e-mail address or hash, as requests and raw rows write it, that an erasure by e-mail is about: what its provider
-- delivers to the same person, and the SHA-256 of either; and per list of several in a raw row, one of which it is. A digest, so
-- that no table says who it is.
{{ config(materialized='table') }}
with

erasures as (
    select addresses from {{ ref('stg_privacy_request_records') }}
    where row_status = 'known' and request = 'erasure'
),

-- Where no erasure is asked for, no address of a lead is read.
given as (
    select
        {{ parts_of('addresses', ' ') }} as address,
        {{ as_text('null') }} as found_addresses,
        true as is_asked_for
    from erasures

    union all

    select
        {{ parts_of('found_addresses', ' ') }} as address,
        found_addresses,
        false as is_asked_for
    from {{ ref('stg_lead_identifiers') }}
    where exists (select 1 from erasures)
),

{{ as_delivered('given') }},

asked as (
    select distinct
        address,
        identity
    from delivered
    where is_asked_for
),

marks as (
    select address as mark from asked
    union
    select identity as mark from asked
    union
    select {{ sha256('address') }} as mark from asked
    union
    select {{ sha256('identity') }} as mark from asked
),

-- A hash may be asked for where a row has the address.
found as (
    select
        delivered.address,
        delivered.found_addresses
    from delivered
    inner join marks
        on delivered.identity = marks.mark
    where not delivered.is_asked_for

    union

    select
        delivered.address,
        delivered.found_addresses
    from delivered
    inner join asked
        on {{ sha256('delivered.address') }} = asked.address
    where not delivered.is_asked_for
),

written as (
    select mark as address from marks
    union
    select address from found
    union
    select found_addresses as address from found
)

select {{ sha256('address') }} as address from written
