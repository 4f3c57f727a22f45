-- One row per row of HubSpot's tables engagement_contact and deal_contact: a contact that an engagement or a deal is with.
with

engagement_contacts as (
    {{ vendor_table('hubspot', 'engagement_contact', ['engagement_id', 'contact_id'], [
        'type_id', '_fivetran_deleted', '_fivetran_synced',
    ]) }}
),

deal_contacts as (
    {{ vendor_table('hubspot', 'deal_contact', ['deal_id', 'contact_id'], [
        'type_id', '_fivetran_deleted', '_fivetran_synced',
    ]) }}
),

associations as (
    select
        'engagement_contact' as source_table,
        engagement_id as record_id,
        contact_id,
        {{ gone_from_hubspot(['engagement_id', 'contact_id', 'type_id'], is_set('_fivetran_deleted')) }} as is_deleted
    from engagement_contacts

    union all

    select
        'deal_contact' as source_table,
        deal_id as record_id,
        contact_id,
        {{ gone_from_hubspot(['deal_id', 'contact_id', 'type_id'], is_set('_fivetran_deleted')) }} as is_deleted
    from deal_contacts
),

-- Rows of one pair are alike but for their label.
counted as (
    select
        *,
        row_number() over (partition by source_table, record_id, contact_id, is_deleted order by contact_id) as copy_number
    from associations
)

select
    source_table,
    record_id,
    contact_id,
    case
        when is_deleted then 'deleted'
        when copy_number > 1 then 'said twice'
    end as left_out_as
from counted
