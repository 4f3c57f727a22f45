-- One row per row of raw_lead_links, judged by itself: whether it names records that there are is asked later. Of erased leads
-- the row is counted, and nothing of it is kept.
{{ config(materialized='table') }}
with

addressed as (
    select distinct
        found_addresses,
        {{ parts_of('found_addresses', ' ') }} as address
    from {{ ref('stg_lead_links') }}
    where found_addresses is not null
),

erased_addresses as (
    select distinct addressed.found_addresses
    from addressed
    inner join {{ ref('int_erased_addresses') }} as addresses
        on {{ sha256('addressed.address') }} = addresses.address
),

judged as (
    select
        links.*,
        coalesce(erased.record, erased_too.record, addresses.found_addresses) is not null as is_erased,
        case
            when links.unreadable_line is not null then 'unreadable line'
            when links.lead_id is null or links.same_as is null then 'missing id'
            when {{ is_damaged('links.lead_id') }} or {{ is_damaged('links.same_as') }} then 'damaged id'
            when links.link is null or links.link not in ('merged', 'converted', 'identified') then 'unknown link'
            when links.linked_at > {{ run_started() }} then 'dated in the future'
        end as reject_reason,
        row_number() over (partition by links.source_system, links.row_text order by links.lead_id) as copy_number
    from {{ ref('stg_lead_links') }} as links
    left join {{ ref('int_erased_records') }} as erased
        on {{ record_digest('links.lead_system', 'links.lead_id') }} = erased.record
    left join {{ ref('int_erased_records') }} as erased_too
        on {{ record_digest('links.same_system', 'links.same_as') }} = erased_too.record
    left join erased_addresses as addresses
        on links.found_addresses = addresses.found_addresses
)

select
    lead_system as source_system,
    case when not is_erased then lead_id end as lead_id,
    case when not is_erased and same_emails is null then same_system end as same_system,
    case when not is_erased and same_emails is null then same_as end as same_as,
    case when not is_erased then same_emails end as same_emails,
    link,
    linked_at,
    case when linked_at is null and not is_erased then linked_at_text end as unread_linked_at,
    case when is_erased then 'erased' else reject_reason end as exclusion_reason,
    copy_number,
    case when not is_erased then row_text end as row_text
from judged
