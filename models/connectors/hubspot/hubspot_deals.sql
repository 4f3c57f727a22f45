-- One row per row of HubSpot's table deal: when it began, how and when it ended, and why it is left out, where it is.
{%- set columns = [
    'deal_pipeline_stage_id', 'property_dealstage', 'owner_id', 'property_hubspot_owner_id', 'property_amount',
    'property_amount_in_home_currency', 'property_deal_currency_code', 'property_createdate', 'property_closedate',
    'property_closed_lost_reason', 'property_hs_is_closed',
    'property_hs_is_closed_won', 'property_hs_is_closed_lost', 'property_hs_lastmodifieddate', 'is_deleted', '_fivetran_deleted',
    '_fivetran_synced',
] %}

with

deals as (
    {{ hubspot_rows('deal', ['deal_id'], columns, keys=['deal_id'], modified='property_hs_lastmodifieddate') }}
),

stage_entries as (
    select
        *,
        {{ is_known(to_timestamp('entered_at')) }} as was_known
    from (
        select
            deal_id,
            value as stage_id,
            coalesce(date_entered, _fivetran_start) as entered_at
        from (
            {{ vendor_table('hubspot', 'deal_stage', ['deal_id', 'value'], ['date_entered', '_fivetran_start']) }}
        ) as given
    ) as entries
),

merged_deals as (
    select
        deal_id,
        merged_deal_id,
        {{ tells_of_then(to_timestamp('_fivetran_synced'), ["'merged_deal'"]) }} as was_known
    from (
        {{ vendor_table('hubspot', 'merged_deal', ['merged_deal_id'], ['deal_id', '_fivetran_synced']) }}
    ) as given
),

entered as (
    select
        deal_id,
        stage_id,
        max({{ in_byte_order('case when was_known then entered_at end') }}) as entered_by_then_at,
        max({{ in_byte_order('entered_at') }}) as entered_at
    from stage_entries
    group by deal_id, stage_id
),

-- No row says when deals were merged: what the first load brought was always so.
merged as (
    select distinct merged_deal_id from merged_deals
    where was_known
),

-- A merge makes a new deal with the oldest date of creation: before it, there were those that it is made of.
made_later as (
    select distinct merged_deals.deal_id
    from merged_deals
    inner join deals
        on merged_deals.merged_deal_id = deals.deal_id
    where not merged_deals.was_known and deals.was_known and not deals.is_gone
),

with_contact as (
    select distinct record_id
    from {{ ref('hubspot_associations') }}
    where source_table = 'deal_contact' and exclusion_reason is null
),

ranked as (
    select
        *,
        coalesce(deal_pipeline_stage_id, property_dealstage) as stage_id,
        row_number() over (
            partition by deal_id
            order by
                is_gone,
                tells_of_then desc,
                {{ in_byte_order('changed') }} desc,
                {{ in_byte_order('_fivetran_synced') }} desc nulls last,
                {{ in_byte_order(side_by_side(columns)) }}
        ) as copy_number
    from deals
),

told as (
    select
        ranked.*,
        {{ truth('ranked.property_hs_is_closed_won') }} as is_won,
        {{ truth('ranked.property_hs_is_closed_lost') }} as is_lost,
        {{ truth('ranked.property_hs_is_closed') }} as is_closed,
        stages.is_closed as is_stage_closed,
        stages.closed_as as stage_closed_as
    from ranked
    left join {{ ref('hubspot_stages') }} as stages
        on ranked.stage_id = stages.stage_id
),

-- What a deal says of itself takes precedence over what the stage says that it is in. Stages that it was in do not count: a
-- deal that was reopened is neither won nor lost. Null where nobody can tell.
ended as (
    select
        *,
        case
            when is_won and is_lost then null
            when is_won then 'won'
            when is_lost then 'lost'
            when not is_closed then 'open'
            when not is_won and not is_lost then case when is_closed is null then 'open' end
            when coalesce(is_closed, is_stage_closed)
                then case when not is_won then 'lost' when not is_lost then 'won' else stage_closed_as end
            when not is_stage_closed then 'open'
        end as ended_as
    from told
)

select
    ended.deal_id,
    ended.property_createdate as created_at,
    case when ended.ended_as <> 'open' then ended.ended_as end as closed_as,
    -- A deal that no row known by then tells of may have come back to its stage since.
    coalesce(
        case when ended.was_known then entered.entered_by_then_at else entered.entered_at end, ended.property_closedate
    ) as closed_at,
    ended.property_closed_lost_reason as lost_reason,
    coalesce(ended.property_amount_in_home_currency, ended.property_amount) as amount,
    case when ended.property_amount_in_home_currency is null then ended.property_deal_currency_code end as currency,
    coalesce(ended.owner_id, ended.property_hubspot_owner_id) as owner_id,
    ended.ended_as is null as is_undecided,
    case
        when ended.is_gone then 'deleted'
        when ended.copy_number > 1 then 'other copy'
        when merged.merged_deal_id is not null then 'merged into another'
        when made_later.deal_id is not null and not ended.was_known then 'made by a merge later'
        when with_contact.record_id is null then 'no contact'
    end as exclusion_reason
from ended
left join entered
    on ended.deal_id = entered.deal_id and ended.stage_id = entered.stage_id
left join merged
    on ended.deal_id = merged.merged_deal_id
left join made_later
    on ended.deal_id = made_later.deal_id
left join with_contact
    on ended.deal_id = with_contact.record_id
