-- One row per row of HubSpot's tables engagement_contact and deal_contact: a contact that an engagement or a deal is with.
with

engagement_contacts as (
    {{ hubspot_rows('engagement_contact', ['engagement_id', 'contact_id'], [
        'type_id', '_fivetran_deleted', '_fivetran_synced',
    ], keys=['engagement_id', 'contact_id', 'type_id']) }}
),

deal_contacts as (
    {{ hubspot_rows('deal_contact', ['deal_id', 'contact_id'], [
        'type_id', '_fivetran_deleted', '_fivetran_synced',
    ], keys=['deal_id', 'contact_id', 'type_id']) }}
),

associations as (
    select
        'engagement_contact' as source_table,
        engagement_id as record_id,
        contact_id,
        was_known,
        is_gone
    from engagement_contacts

    union all

    select
        'deal_contact' as source_table,
        deal_id as record_id,
        contact_id,
        was_known,
        is_gone
    from deal_contacts
),

-- Rows of one pair are alike but for their label and when they were loaded.
counted as (
    select
        *,
        row_number() over (partition by source_table, record_id, contact_id, is_gone order by was_known desc) as copy_number,
        max(case when was_known then 1 else 0 end) over (partition by source_table, record_id) = 1 as record_was_known
    from associations
)

select
    source_table,
    record_id,
    contact_id,
    was_known,
    case
        when is_gone then 'deleted'
        when copy_number > 1 then 'said twice'
        when record_was_known and not was_known then 'joined later'
    end as exclusion_reason
from counted
