-- One row per row of HubSpot's table contact of a contact that is deleted: what it objected to still holds for its addresses.
with

contacts as (
    {{ hubspot_rows('contact', ['id'], [
        'property_email', 'property_hs_additional_emails', 'property_hs_email_optout', 'property_do_not_call',
        'property_lastmodifieddate', 'is_deleted', '_fivetran_deleted', '_fivetran_synced',
    ], keys=['id'], modified='property_lastmodifieddate') }}
)

select
    concat('hubspot:', id) as lead_id,
    nullif(concat_ws('; ', property_email, property_hs_additional_emails), '') as email,
    case when {{ is_objection('property_hs_email_optout') }} then 'opted_out' end as marketing_consent,
    property_do_not_call as do_not_call
from contacts
where is_gone and tells_of_then
