-- One row per row of HubSpot's table contact: its addresses, the contacts merged into it, and why it is left out, where it is.
with

contacts as (
    {{ hubspot_rows('contact', ['id'], [
        'property_createdate', 'property_first_conversion_date', 'property_email', 'property_hs_additional_emails',
        'property_hs_merged_object_ids', 'property_hs_calculated_merged_vids',
        'property_lastmodifieddate', 'is_deleted', '_fivetran_deleted', '_fivetran_synced',
    ], keys=['id'], modified='property_lastmodifieddate', must_exist=true) }}
)

select
    id as contact_id,
    coalesce(property_createdate, property_first_conversion_date) as created_at,
    property_email as email,
    property_hs_additional_emails as additional_emails,
    property_hs_merged_object_ids as merged_ids,
    property_hs_calculated_merged_vids as merged_ids_and_times,
    was_known,
    tells_of_then,
    case when is_gone then 'deleted' end as exclusion_reason
from contacts
