-- One row per record and identity that it shares with another record: an address as its provider delivers it, an address with a
-- name, or a link; and why it does not make them one where it does not.
{{ config(materialized='table') }}
{%- set record = ['source_system', 'lead_id'] %}
with

records as (
    select
        source_system,
        lead_id,
        {{ record_key('source_system', 'lead_id') }} as record,
        coalesce(email, email_hash) as address,
        several_addresses,
        lower(first_name) as first_name,
        lower(last_name) as last_name,
        -- Half a name tells nobody apart.
        lower(first_name) || ' ' || lower(last_name) as full_name
    from {{ ref('int_lead_records') }}
    where version_number = 1
),

{{ known_links() }},

given as (
    select
        source_system,
        lead_id,
        record,
        address,
        first_name,
        last_name,
        full_name,
        'email' as matched_by,
        {{ as_text('null') }} as link_addresses
    from records
    where several_addresses is null and address is not null

    union all

    select distinct
        source_system,
        lead_id,
        record,
        {{ parts_of('several_addresses', ' ') }} as address,
        first_name,
        last_name,
        full_name,
        'email' as matched_by,
        {{ as_text('null') }} as link_addresses
    from records

    union all

    -- All that a link names is one person's.
    select
        links.source_system,
        links.lead_id,
        links.record,
        {{ parts_of('links.same_emails', ' ') }} as address,
        records.first_name,
        records.last_name,
        records.full_name,
        links.link as matched_by,
        links.same_emails as link_addresses
    from links
    left join records
        on links.record = records.record
    where links.same_emails is not null
),

{{ as_delivered('given') }},

hashed as (
    select distinct address as hash from delivered
    where length(address) = 64 and address not like '%@%'
),

addresses as (
    select
        {{ record | join(', ') }},
        record,
        matched_by,
        first_name,
        last_name,
        full_name,
        identity,
        is_shared_inbox
    from delivered

    union all

    -- An address whose hash another record gives.
    select
        delivered.{{ record | join(', delivered.') }},
        delivered.record,
        delivered.matched_by,
        delivered.first_name,
        delivered.last_name,
        delivered.full_name,
        hashed.hash as identity,
        delivered.is_shared_inbox
    from delivered
    inner join hashed
        on {{ sha256('delivered.address') }} = hashed.hash
    where delivered.address like '%@%'
),

{{ devices_of_several() }},

counted as (
    select
        identity,
        greatest(count(distinct first_name), count(distinct last_name)) as names,
        max(case when is_shared_inbox then 1 else 0 end) as is_shared_inbox
    from addresses
    group by identity
    having count(distinct record) > 1
),

by_address as (
    select distinct
        addresses.{{ record | join(', addresses.') }},
        addresses.matched_by,
        addresses.identity as address,
        case
            when counted.is_shared_inbox = 0 and counted.names <= 1 then addresses.identity
            else concat(addresses.identity, ' ', coalesce(addresses.full_name, '?'))
        end as identity,
        case
            when devices.record is not null then 'several people on one device'
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
        on addresses.record = devices.record
),

by_link as (
    select
        links.*,
        case when devices.record is not null then 'several people on one device' end as kept_apart_as
    from links
    left join devices
        on links.record = devices.record and links.link = 'identified'
    where links.same_record is not null and links.same_record <> links.record
)

select
    {{ record | join(',\n    ') }},
    case when doubt is not null then 'email_and_name' else matched_by end as matched_by,
    identity,
    address,
    coalesce(kept_apart_as, doubt) as doubt,
    kept_apart_as is null as makes_one
from by_address

-- A link stands at both of its ends.
{%- for source_system, lead_id in [record, ['same_system', 'same_as']] %}

union

select
    {{ source_system }} as source_system,
    {{ lead_id }} as lead_id,
    link as matched_by,
    'record ' || same_record as identity,
    same_as as address,
    kept_apart_as as doubt,
    kept_apart_as is null as makes_one
from by_link
{%- endfor %}
