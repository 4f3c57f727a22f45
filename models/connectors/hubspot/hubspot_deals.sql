-- One row per row of HubSpot's table deal: when it began, how and when it ended, and why it is left out, where it is.
{%- set columns = [
    'deal_pipeline_stage_id', 'property_dealstage', 'owner_id', 'property_hubspot_owner_id', 'property_amount',
    'property_createdate', 'property_closedate', 'property_closed_lost_reason', 'property_hs_lastmodifieddate', 'is_deleted',
    '_fivetran_deleted', '_fivetran_synced',
] %}

with

deals as (
    {{ vendor_table('hubspot', 'deal', ['deal_id'], columns) }}
),

pipeline_stages as (
    {{ vendor_table('hubspot', 'deal_pipeline_stage', ['stage_id'], ['closed_won', 'is_closed']) }}
),

stage_entries as (
    {{ vendor_table('hubspot', 'deal_stage', ['deal_id', 'value'], ['date_entered', '_fivetran_start']) }}
),

merged_deals as (
    {{ vendor_table('hubspot', 'merged_deal', ['merged_deal_id']) }}
),

-- A stage that was deleted since still closed what was in it.
stages as (
    select
        stage_id,
        max(case when {{ is_set('closed_won') }} then 1 else 0 end) as is_won,
        max(case when {{ is_set('is_closed') }} then 1 else 0 end) as is_closed
    from pipeline_stages
    group by stage_id
),

entered as (
    select
        deal_id,
        value as stage_id,
        max({{ in_byte_order('coalesce(date_entered, _fivetran_start)') }}) as entered_at
    from stage_entries
    group by deal_id, value
),

merged as (
    select distinct merged_deal_id from merged_deals
),

with_contact as (
    select distinct record_id
    from {{ ref('hubspot_associations') }}
    where source_table = 'deal_contact' and left_out_as is null
),

ranked as (
    select
        *,
        coalesce(deal_pipeline_stage_id, property_dealstage) as stage_id,
        row_number() over (
            partition by deal_id
            order by
                {{ in_byte_order('property_hs_lastmodifieddate') }} desc nulls last,
                {{ in_byte_order('_fivetran_synced') }} desc nulls last,
                {{ deleted_in_hubspot() }} desc,
                {{ in_byte_order(side_by_side(columns)) }}
        ) as copy_number
    from deals
)

-- Only the stage that a deal is in counts: one that was reopened is neither won nor lost.
select
    ranked.deal_id,
    ranked.property_createdate as created_at,
    case
        when stages.is_won = 1 or (stages.stage_id is null and ranked.stage_id = 'closedwon') then 'won'
        when stages.is_closed = 1 or ranked.stage_id = 'closedlost' then 'lost'
    end as closed_as,
    coalesce(entered.entered_at, ranked.property_closedate) as closed_at,
    ranked.property_closed_lost_reason as lost_reason,
    ranked.property_amount as amount,
    coalesce(ranked.owner_id, ranked.property_hubspot_owner_id) as owner_id,
    case
        when {{ deleted_in_hubspot('ranked.') }} then 'deleted'
        when ranked.copy_number > 1 then 'older copy'
        when merged.merged_deal_id is not null then 'merged into another'
        when with_contact.record_id is null then 'no contact'
    end as left_out_as
from ranked
left join stages
    on ranked.stage_id = stages.stage_id
left join entered
    on ranked.deal_id = entered.deal_id and ranked.stage_id = entered.stage_id
left join merged
    on ranked.deal_id = merged.merged_deal_id
left join with_contact
    on ranked.deal_id = with_contact.record_id
