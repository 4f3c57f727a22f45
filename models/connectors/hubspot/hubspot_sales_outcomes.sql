-- One row per deal begun, deal ended, call or meeting of HubSpot and contact it was with, in the shape of raw_sales_outcomes.
with

associations as (
    select
        source_table,
        record_id,
        contact_id,
        row_number() over (
            partition by source_table, record_id
            order by was_known desc, length(contact_id) nulls last, {{ in_byte_order('contact_id') }} nulls last
        ) as contact_number
    from {{ ref('hubspot_associations') }}
    where exclusion_reason is null
),

deals as (
    select * from {{ ref('hubspot_deals') }}
    where exclusion_reason is null
),

happened as (
    select
        'deal_contact' as source_table,
        deal_id as record_id,
        'opportunity_created' as outcome,
        created_at as occurred_at,
        {{ as_text('null') }} as reason,
        {{ as_text('null') }} as amount,
        {{ as_text('null') }} as currency,
        owner_id
    from deals

    union all

    select
        'deal_contact' as source_table,
        deal_id as record_id,
        closed_as as outcome,
        closed_at as occurred_at,
        case when closed_as = 'lost' then lost_reason end as reason,
        amount,
        currency,
        owner_id
    from deals
    where closed_as is not null

    union all

    select
        'engagement_contact' as source_table,
        engagement_id as record_id,
        outcome,
        outcome_at as occurred_at,
        {{ as_text('null') }} as reason,
        {{ as_text('null') }} as amount,
        {{ as_text('null') }} as currency,
        owner_id
    from {{ ref('hubspot_engagements') }}
    where exclusion_reason is null and outcome is not null
),

-- What a deal brings in is counted once, with the contact known longest; who joined it after as_of takes it from nobody.
outcomes as (
    select
        case when associations.contact_id is not null then concat('hubspot:', associations.contact_id) end as lead_id,
        happened.outcome,
        happened.occurred_at,
        happened.reason,
        case when associations.contact_number = 1 then happened.amount end as amount,
        case when associations.contact_number = 1 then happened.currency end as currency,
        happened.owner_id
    from happened
    inner join associations
        on happened.source_table = associations.source_table and happened.record_id = associations.record_id
)

{{ deliver('raw_sales_outcomes', 'outcomes', ['lead_id', 'outcome', 'occurred_at', 'reason', 'amount', 'currency', 'owner_id']) }}
