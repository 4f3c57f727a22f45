-- One row per row of HubSpot's table contact: its addresses, the contacts merged into it, and why it is left out, where it is.
with

contacts as (
    {{ vendor_table('hubspot', 'contact', ['id'], [
        'property_email', 'property_hs_additional_emails', 'property_hs_merged_object_ids', 'property_hs_calculated_merged_vids',
        'property_lastmodifieddate', 'is_deleted', '_fivetran_deleted', '_fivetran_synced',
    ], must_exist=true) }}
)

select
    id as contact_id,
    property_email as email,
    property_hs_additional_emails as additional_emails,
    property_hs_merged_object_ids as merged_ids,
    property_hs_calculated_merged_vids as merged_ids_and_times,
    case
        when {{ gone_from_hubspot(['id'], deleted_in_hubspot(), 'property_lastmodifieddate') }} then 'deleted'
    end as left_out_as
from contacts
