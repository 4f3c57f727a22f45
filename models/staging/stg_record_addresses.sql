-- One row per record with an e-mail address, or its hash, and per address that a system identified a record by: the address as
-- its provider delivers it, and the name that the record gives.
{{ config(materialized='table') }}
with

given as (
    select
        keys.record_number,
        coalesce(records.email, records.email_hash) as address,
        lower(records.first_name) as first_name,
        lower(records.last_name) as last_name,
        'email' as matched_by
    from {{ ref('stg_counted_records') }} as records
    inner join {{ ref('stg_record_keys') }} as keys
        on records.source_system = keys.source_system and records.lead_id = keys.lead_id
    where records.email is not null or records.email_hash is not null

    union all

    select
        links.record_number,
        links.same_email as address,
        lower(records.first_name) as first_name,
        lower(records.last_name) as last_name,
        links.link as matched_by
    from {{ ref('stg_lead_links') }} as links
    left join {{ ref('stg_counted_records') }} as records
        on links.source_system = records.source_system and links.lead_id = records.lead_id
    where links.same_email is not null
),

-- Addresses that many people read, or that somebody made up.
nobodys as (
    select value from {{ ref('shared_inboxes') }}
    union
    select value from {{ ref('made_up_names') }}
),

parted as (
    select
        *,
        regexp_replace(address, '@.*$', '') as mailbox,
        case when address like '%@%' then regexp_replace(address, '^[^@]*@', '') end as domain
    from given
),

delivered as (
    select
        parted.*,
        coalesce(providers.same_as, parted.domain) as delivering_domain,
        case
            when providers.tag_mark is null then parted.mailbox
            -- Of an address that is nothing but a tag nothing would be left.
            else coalesce(nullif(regexp_replace(parted.mailbox, concat('[', providers.tag_mark, '].*$'), ''), ''), parted.mailbox)
        end as untagged,
        coalesce(providers.ignores_dots, 'no') = 'yes' as ignores_dots
    from parted
    left join {{ ref('mail_providers') }} as providers
        on parted.domain = providers.value
)

select
    delivered.record_number,
    delivered.address,
    delivered.matched_by,
    delivered.first_name,
    delivered.last_name,
    -- Half a name tells nobody apart.
    delivered.first_name || ' ' || delivered.last_name as full_name,
    case
        when delivered.domain is null then delivered.address
        when delivered.ignores_dots then concat(replace(delivered.untagged, '.', ''), '@', delivered.delivering_domain)
        else concat(delivered.untagged, '@', delivered.delivering_domain)
    end as identity,
    nobodys.value is not null as is_shared_inbox
from delivered
left join nobodys
    on delivered.untagged = nobodys.value
