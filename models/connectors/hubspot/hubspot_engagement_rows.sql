-- One row per row of HubSpot's tables engagement_call, engagement_meeting and engagement_email, in one shape. Copy 1 of an
-- engagement is the one that was changed last by as_of.
{%- set ranked_by = [
    'rows_read.happened_at', 'rows_read.booked_at', 'rows_read.disposition', 'rows_read.status', 'rows_read.owner_id',
] %}

with

engagements as (
    {{ hubspot_rows('engagement', ['id'], [
        'type', 'timestamp', 'created_at', 'owner_id', 'last_updated', '_fivetran_deleted', '_fivetran_synced',
    ], keys=['id'], modified='last_updated') }}
),

calls as (
    {{ hubspot_rows('engagement_call', ['engagement_id'], [
        'property_hs_timestamp', 'property_hs_call_disposition', 'disposition', 'property_hs_call_status', 'status',
        'property_hubspot_owner_id', 'property_hs_lastmodifieddate', '_fivetran_deleted', '_fivetran_synced',
    ], keys=['engagement_id'], modified='property_hs_lastmodifieddate') }}
),

meetings as (
    {{ hubspot_rows('engagement_meeting', ['engagement_id'], [
        'property_hs_meeting_start_time', 'start_time', 'property_hs_timestamp', 'property_hs_createdate',
        'property_hs_meeting_outcome', 'meeting_outcome', 'property_hubspot_owner_id', 'property_hs_lastmodifieddate',
        '_fivetran_deleted', '_fivetran_synced',
    ], keys=['engagement_id'], modified='property_hs_lastmodifieddate') }}
),

mails as (
    {{ hubspot_rows('engagement_email', ['engagement_id'], [
        'property_hs_timestamp', 'property_hs_email_direction', 'property_hubspot_owner_id', 'property_hs_lastmodifieddate',
        '_fivetran_deleted', '_fivetran_synced',
    ], keys=['engagement_id'], modified='property_hs_lastmodifieddate') }}
),

-- Older loads tell when, by whom and which way in the table engagement.
heads as (
    select
        id,
        max({{ in_byte_order('type') }}) as type,
        max({{ in_byte_order('timestamp') }}) as happened_at,
        min({{ in_byte_order('created_at') }}) as created_at,
        max({{ in_byte_order('owner_id') }}) as owner_id,
        max(case when is_gone then 1 else 0 end) as is_deleted
    from engagements
    where tells_of_then
    group by id
),

rows_read as (
    select
        'engagement_call' as source_table,
        engagement_id,
        property_hs_timestamp as happened_at,
        {{ as_text('null') }} as booked_at,
        lower(coalesce(property_hs_call_disposition, disposition)) as disposition,
        lower(coalesce(property_hs_call_status, status)) as status,
        property_hubspot_owner_id as owner_id,
        is_deleted_row,
        tells_of_then,
        changed,
        _fivetran_synced as synced_at
    from calls

    union all

    select
        'engagement_meeting' as source_table,
        engagement_id,
        coalesce(property_hs_meeting_start_time, start_time, property_hs_timestamp) as happened_at,
        property_hs_createdate as booked_at,
        {{ as_text('null') }} as disposition,
        lower(coalesce(property_hs_meeting_outcome, meeting_outcome)) as status,
        property_hubspot_owner_id as owner_id,
        is_deleted_row,
        tells_of_then,
        changed,
        _fivetran_synced as synced_at
    from meetings

    union all

    select
        'engagement_email' as source_table,
        engagement_id,
        property_hs_timestamp as happened_at,
        {{ as_text('null') }} as booked_at,
        {{ as_text('null') }} as disposition,
        lower(property_hs_email_direction) as status,
        property_hubspot_owner_id as owner_id,
        is_deleted_row,
        tells_of_then,
        changed,
        _fivetran_synced as synced_at
    from mails
)

select
    rows_read.source_table,
    rows_read.engagement_id,
    coalesce(rows_read.happened_at, heads.happened_at) as happened_at,
    coalesce(rows_read.booked_at, heads.created_at) as booked_at,
    rows_read.disposition,
    coalesce(rows_read.status, case when rows_read.source_table = 'engagement_email' then lower(heads.type) end) as status,
    coalesce(rows_read.owner_id, heads.owner_id) as owner_id,
    rows_read.is_deleted_row or coalesce(heads.is_deleted, 0) = 1 as is_deleted,
    row_number() over (
        partition by rows_read.source_table, rows_read.engagement_id
        order by
            rows_read.tells_of_then desc,
            {{ in_byte_order('rows_read.changed') }} desc,
            {{ in_byte_order('rows_read.synced_at') }} desc nulls last,
            rows_read.is_deleted_row desc,
            {{ in_byte_order(side_by_side(ranked_by)) }}
    ) as copy_number
from rows_read
left join heads
    on rows_read.engagement_id = heads.id
