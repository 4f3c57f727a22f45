-- One row per time that HubSpot says of a contact that it was merged into another, and why it is left out, where it is. It says
-- so in contact_merge_audit, which older loads have, or in a property of the contact that is left.
with

audits as (
    {{ vendor_table('hubspot', 'contact_merge_audit', ['vid_to_merge'], ['canonical_vid', 'contact_id', 'timestamp']) }}
),

-- 123:1570549857000, with the time.
timed_parts as (
    select
        contact_id,
        {{ parts_of('merged_ids_and_times', ';') }} as part
    from {{ ref('hubspot_contacts') }}
    where tells_of_then
),

parts as (
    select
        contact_id,
        {{ parts_of('merged_ids', ';') }} as part
    from {{ ref('hubspot_contacts') }}
    where tells_of_then
),

timed as (
    select
        contact_id,
        {{ trimmed("split_part(part, ':', 1)") }} as merged_id,
        {{ trimmed("split_part(part, ':', 2)") }} as merged_millisecond
    from timed_parts
),

said as (
    select
        'contact_merge_audit' as source_table,
        vid_to_merge as merged_id,
        coalesce(canonical_vid, contact_id) as contact_id,
        timestamp as merged_at
    from audits

    union all

    select
        'contact' as source_table,
        merged_id,
        contact_id,
        {{ as_text(epoch_to_timestamp('merged_millisecond')) }} as merged_at
    from timed
    where merged_id <> ''

    union all

    select
        'contact' as source_table,
        {{ trimmed('part') }} as merged_id,
        contact_id,
        {{ as_text('null') }} as merged_at
    from parts
    where {{ trimmed('part') }} <> ''
),

ranked as (
    select
        *,
        row_number() over (
            partition by merged_id, contact_id
            order by {{ in_byte_order('merged_at') }} nulls last, {{ in_byte_order('source_table') }}
        ) as copy_number
    from said
)

select
    source_table,
    merged_id,
    contact_id,
    merged_at,
    case
        when merged_id = contact_id then 'merged into itself'
        when copy_number > 1 then 'said twice'
    end as exclusion_reason
from ranked
