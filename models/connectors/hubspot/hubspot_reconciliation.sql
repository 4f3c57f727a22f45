-- One row per table of HubSpot whose rows become leads, activities, outcomes or links, and what became of them: how many rows
-- were delivered, and how many were left out by each rule.
with

delivered_records as (
    select distinct
        'engagement_contact' as source_table,
        engagement_id as record_id
    from {{ ref('hubspot_engagements') }}
    where exclusion_reason is null

    union all

    select distinct
        'deal_contact' as source_table,
        deal_id as record_id
    from {{ ref('hubspot_deals') }}
    where exclusion_reason is null
),

rows_read as (
    select
        'contact' as source_table,
        coalesce(
            contacts.exclusion_reason, case when made_later.contact_id is not null then 'made by a merge later' end
        ) as exclusion_reason
    from {{ ref('hubspot_contacts') }} as contacts
    left join {{ ref('hubspot_made_later') }} as made_later
        on contacts.contact_id = made_later.contact_id
    union all
    select
        'email_event' as source_table,
        exclusion_reason
    from {{ ref('hubspot_email_events') }}
    union all
    select
        'contact_form_submission' as source_table,
        exclusion_reason
    from {{ ref('hubspot_form_submissions') }}
    union all
    select
        source_table,
        exclusion_reason
    from {{ ref('hubspot_engagements') }}
    union all
    select
        'deal' as source_table,
        exclusion_reason
    from {{ ref('hubspot_deals') }}
    union all
    select
        source_table,
        exclusion_reason
    from {{ ref('hubspot_merges') }}
    where source_table = 'contact_merge_audit'
    union all
    select
        associations.source_table,
        case
            when associations.exclusion_reason is not null then associations.exclusion_reason
            when delivered_records.record_id is null then 'nothing to deliver'
        end as exclusion_reason
    from {{ ref('hubspot_associations') }} as associations
    left join delivered_records
        on
            associations.source_table = delivered_records.source_table
            and associations.record_id = delivered_records.record_id
)

select
    source_table,
    coalesce(exclusion_reason, 'delivered') as outcome,
    count(*) as row_count
from rows_read
group by source_table, coalesce(exclusion_reason, 'delivered')
