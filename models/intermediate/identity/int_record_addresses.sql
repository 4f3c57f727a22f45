-- One row per e-mail address, or hash of one, of each record, and per address that a system identified a record by: the address
-- as its provider delivers it, and the name that the record gives.
{{ config(materialized='table') }}
with

own as (
    select
        keys.record_number,
        coalesce(records.email, records.email_hash) as address,
        records.several_addresses,
        lower(records.first_name) as first_name,
        lower(records.last_name) as last_name
    from {{ ref('int_lead_records_current') }} as records
    inner join {{ ref('int_record_keys') }} as keys
        on records.source_system = keys.source_system and records.lead_id = keys.lead_id
    where records.email is not null or records.email_hash is not null
),

given as (
    select
        record_number,
        address,
        first_name,
        last_name,
        'email' as matched_by,
        {{ as_text('null') }} as link_addresses
    from own
    where several_addresses is null

    union all

    select distinct
        record_number,
        {{ parts_of('several_addresses', ' ') }} as address,
        first_name,
        last_name,
        'email' as matched_by,
        {{ as_text('null') }} as link_addresses
    from own

    union all

    select
        links.record_number,
        {{ parts_of('links.same_emails', ' ') }} as address,
        lower(records.first_name) as first_name,
        lower(records.last_name) as last_name,
        links.link as matched_by,
        links.same_emails as link_addresses
    from {{ ref('int_lead_links_known') }} as links
    left join {{ ref('int_lead_records_current') }} as records
        on links.source_system = records.source_system and links.lead_id = records.lead_id
    where links.same_emails is not null
),

{{ as_delivered('given') }}

select
    record_number,
    address,
    matched_by,
    first_name,
    last_name,
    -- Half a name tells nobody apart.
    first_name || ' ' || last_name as full_name,
    identity,
    is_shared_inbox,
    -- All that a link names is one person's.
    link_addresses
from delivered
