-- One row per record and identity that it shares with another record: an address, an address with a name, or a link; and why it
-- does not make them one where it does not.
{{ config(materialized='table') }}
with

hashed as (
    select distinct address
    from {{ ref('int_record_addresses') }}
    where length(address) = 64 and address not like '%@%'
),

addresses as (
    select * from {{ ref('int_record_addresses') }}

    union all

    -- An address whose hash another record gives.
    select
        written.record_number,
        written.address,
        written.matched_by,
        written.first_name,
        written.last_name,
        written.full_name,
        hashed.address as identity,
        written.is_shared_inbox,
        written.link_addresses
    from {{ ref('int_record_addresses') }} as written
    inner join hashed
        on {{ sha256('written.address') }} = hashed.address
    where written.address like '%@%'
),

-- The addresses of one record are one person's.
owners as (
    select
        record_number,
        identity,
        min({{ in_byte_order('identity') }}) over (partition by record_number) as person
    from {{ ref('int_record_addresses') }}
    where matched_by = 'email'
),

identified as (
    select
        links.record_number,
        coalesce(theirs.person, {{ as_text('links.same_record_number') }}) as person
    from {{ ref('int_lead_links_known') }} as links
    left join owners as theirs
        on links.same_record_number = theirs.record_number
    where links.link = 'identified' and links.same_record_number is not null

    union

    -- By an address, and by its own where it was identified at all.
    select
        addresses.record_number,
        coalesce(
            owners.person,
            min({{ in_byte_order('addresses.identity') }}) over (partition by addresses.record_number, addresses.link_addresses)
        ) as person
    from {{ ref('int_record_addresses') }} as addresses
    inner join {{ ref('int_lead_links_known') }} as links
        on addresses.record_number = links.record_number
    left join owners
        on addresses.record_number = owners.record_number and addresses.identity = owners.identity
    where links.link = 'identified'
),

-- A browser or device that several people identified themselves on belongs to none of them.
devices as (
    select record_number from identified
    group by record_number
    having count(distinct person) > 1
),

counted as (
    select
        identity,
        greatest(count(distinct first_name), count(distinct last_name)) as names,
        max(case when is_shared_inbox then 1 else 0 end) as is_shared_inbox
    from addresses
    group by identity
    having count(distinct record_number) > 1
),

by_address as (
    select distinct
        addresses.record_number,
        addresses.matched_by,
        addresses.identity as address,
        case
            when counted.is_shared_inbox = 0 and counted.names <= 1 then addresses.identity
            else concat(addresses.identity, ' ', coalesce(addresses.full_name, '?'))
        end as identity,
        case
            when devices.record_number is not null then 'several people on one device'
            when counted.is_shared_inbox = 1 and addresses.full_name is null then 'shared inbox'
            when counted.names > 1 and addresses.full_name is null then 'different names at one address'
        end as kept_apart_as,
        case
            when counted.is_shared_inbox = 1 then 'shared inbox'
            when counted.names > 1 then 'different names at one address'
        end as doubt
    from addresses
    inner join counted
        on addresses.identity = counted.identity
    left join devices
        on addresses.record_number = devices.record_number
),

by_link as (
    select
        links.record_number,
        links.link as matched_by,
        links.same_record_number,
        links.same_as,
        case when devices.record_number is not null then 'several people on one device' end as kept_apart_as
    from {{ ref('int_lead_links_known') }} as links
    left join devices
        on links.record_number = devices.record_number and links.link = 'identified'
    where links.same_record_number is not null and links.same_record_number <> links.record_number
)

select
    record_number,
    case when doubt is not null then 'email_and_name' else matched_by end as matched_by,
    identity,
    address,
    coalesce(kept_apart_as, doubt) as doubt,
    kept_apart_as is null as makes_one
from by_address

union

select
    record_number,
    matched_by,
    {{ as_text('same_record_number') }} as identity,
    same_as as address,
    kept_apart_as as doubt,
    kept_apart_as is null as makes_one
from by_link

union

-- Whom a link names is at its other end.
select
    same_record_number as record_number,
    matched_by,
    {{ as_text('same_record_number') }} as identity,
    same_as as address,
    kept_apart_as as doubt,
    kept_apart_as is null as makes_one
from by_link
