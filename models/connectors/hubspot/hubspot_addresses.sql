-- One row per e-mail address that a contact in HubSpot has at as_of, and is not deleted: whose it is. A contact that was there by
-- then takes precedence over one that came later, its own address over one of a merged contact, and of two contacts the one known
-- longest over the other.
with

contacts as (
    select
        *,
        case when {{ is_known(to_timestamp('created_at')) }} then 1 else 2 end as age
    from {{ ref('hubspot_contacts') }}
    where exclusion_reason is null and tells_of_then
),

written as (
    select
        contact_id,
        age,
        email,
        1 as place
    from contacts

    union all

    select
        contact_id,
        age,
        {{ parts_of('additional_emails', ';') }} as email,
        2 as place
    from contacts
),

addresses as (
    select
        contact_id,
        age,
        lower({{ trimmed('email') }}) as email,
        place
    from written
),

ranked as (
    select
        contact_id,
        email,
        row_number() over (
            partition by email order by age, place, length(contact_id), {{ in_byte_order('contact_id') }}
        ) as owner_number
    from addresses
    where email <> ''
)

select
    email,
    contact_id
from ranked
where owner_number = 1
