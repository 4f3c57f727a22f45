-- One row per record that a raw row names and mark that it may share with other records of the person: an address as its
-- provider delivers it, the SHA-256 of an address, or a link. An address that is not read is nobody's: it only tells whom an
-- erasure or an objection is about. Nothing is left out here: who is erased is found by this. So it is
-- a table of digests; as a view each of the many places that read it would read all raw rows of leads again.
{{ config(materialized='table') }}
with

given as (
    select
        source_system,
        lead_id,
        {{ parts_of('found_addresses', ' ') }} as address,
        addresses,
        first_name,
        last_name,
        {{ as_text('null') }} as same_emails,
        {{ as_text('null') }} as link
    from {{ ref('stg_lead_identifiers') }}
    where lead_id is not null

    union all

    select
        lead_system as source_system,
        lead_id,
        {{ parts_of('same_emails', ' ') }} as address,
        {{ as_text('null') }} as addresses,
        {{ as_text('null') }} as first_name,
        {{ as_text('null') }} as last_name,
        same_emails,
        link
    from {{ ref('stg_lead_links') }}
    where lead_id is not null and same_emails is not null
),

{{ as_delivered('given') }},

addresses as (
    select
        source_system,
        lead_id,
        address,
        identity,
        first_name,
        last_name,
        is_shared_inbox,
        coalesce(
            replace(concat(' ', addresses, ' '), concat(' ', address, ' '), '') <> concat(' ', addresses, ' '), false
        ) as is_read,
        {{ as_text('null') }} as person,
        false as is_browser
    from delivered
    where same_emails is null

    union all

    select
        source_system,
        lead_id,
        address,
        identity,
        first_name,
        last_name,
        is_shared_inbox,
        true as is_read,
        -- All that one link names is one person's.
        min({{ in_byte_order('identity') }}) over (partition by source_system, lead_id, same_emails) as person,
        coalesce(link = 'identified', false) as is_browser
    from delivered
    where same_emails is not null
),

-- One pass over the addresses for both.
kinds as (
    select 'address' as kind
    union all
    select 'hash' as kind
),

links as (
    select * from {{ ref('stg_lead_links') }}
    where lead_id is not null and same_as is not null and same_emails is null
),

marks as (
    select
        addresses.source_system,
        addresses.lead_id,
        kinds.kind,
        case kinds.kind when 'hash' then {{ sha256('addresses.address') }} else addresses.identity end as mark,
        addresses.first_name,
        addresses.last_name,
        addresses.is_shared_inbox,
        addresses.is_read,
        addresses.person,
        addresses.is_browser
    from addresses
    cross join kinds
    where kinds.kind = 'address' or addresses.address like '%@%'

    {%- for system, id in [['lead_system', 'lead_id'], ['same_system', 'same_as']] %}

    union all

    select
        {{ system }} as source_system,
        {{ id }} as lead_id,
        link as kind,
        concat(lead_id, ' is ', same_as) as mark,
        {{ as_text('null') }} as first_name,
        {{ as_text('null') }} as last_name,
        false as is_shared_inbox,
        true as is_read,
        {{ as_text('null') }} as person,
        {{ "coalesce(link = 'identified', false)" if loop.first else 'false' }} as is_browser
    from links
    {%- endfor %}
)

select
    {{ record_digest() }} as record,
    kind,
    {{ sha256('mark') }} as mark,
    {{ sha256('first_name') }} as first_name,
    {{ sha256('last_name') }} as last_name,
    is_shared_inbox,
    is_read,
    {{ sha256('person') }} as person,
    is_browser
from marks
