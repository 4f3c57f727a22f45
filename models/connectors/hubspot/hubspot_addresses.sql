-- One row per e-mail address of a contact in HubSpot that is not deleted: whose it is. Its own address goes before one that came
-- with a merged contact, and of two contacts the one known longest before the other.
with

written as (
    select
        contact_id,
        email,
        1 as place
    from {{ ref('hubspot_contacts') }}
    where left_out_as is null

    union all

    select
        contact_id,
        {{ parts_of('additional_emails', ';') }} as email,
        2 as place
    from {{ ref('hubspot_contacts') }}
    where left_out_as is null
),

addresses as (
    select
        contact_id,
        lower({{ trimmed('email') }}) as email,
        place
    from written
),

ranked as (
    select
        contact_id,
        email,
        row_number() over (
            partition by email order by place, length(contact_id), {{ in_byte_order('contact_id') }}
        ) as owner_number
    from addresses
    where email <> ''
)

select
    email,
    contact_id
from ranked
where owner_number = 1
