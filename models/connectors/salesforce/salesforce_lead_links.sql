-- One row per lead that became a contact, and per lead or contact that was merged into another, in the shape of raw_lead_links.
-- A merged record is deleted, and keeps the id of the one that stayed: what still names it is that person's.
with

people as (
    select * from {{ ref('salesforce_people') }}
    where id is not null and tells_of_then
),

found as (
    select
        id,
        converted_contact_id as same_id,
        'converted' as link,
        converted_date as linked_at
    from people
    where exclusion_reason is null and {{ is_set('is_converted') }}

    union all

    select
        id,
        master_record_id as same_id,
        'merged' as link,
        modified as linked_at
    from people
),

links as (
    select
        concat('salesforce:', id) as lead_id,
        concat('salesforce:', same_id) as same_as,
        link,
        min({{ in_byte_order('linked_at') }}) as linked_at
    from found
    where same_id is not null
    group by id, same_id, link
)

{{ deliver('raw_lead_links', 'links', ['lead_id', 'same_as', 'link', 'linked_at']) }}
