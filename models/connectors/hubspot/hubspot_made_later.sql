-- One row per contact of HubSpot that was made by a merge after as_of: which contact it was by then, the one known longest.
-- A merge gives what it makes a new number and the oldest date of creation, as if it had always been there.
with

contacts as (
    select
        contact_id,
        max(case when was_known then 1 else 0 end) = 1 as was_known,
        max(case when exclusion_reason is null then 1 else 0 end) = 1 as is_there
    from {{ ref('hubspot_contacts') }}
    group by contact_id
),

ranked as (
    select
        told.contact_id,
        told.merged_id as was_contact_id,
        row_number() over (
            partition by told.contact_id order by length(told.merged_id), {{ in_byte_order('told.merged_id') }}
        ) as place
    from {{ ref('hubspot_merges') }} as told
    inner join contacts as made
        on told.contact_id = made.contact_id
    inner join contacts as parts
        on told.merged_id = parts.contact_id
    where told.exclusion_reason is null and made.is_there and not made.was_known and parts.is_there and parts.was_known
)

select
    contact_id,
    was_contact_id
from ranked
where place = 1
