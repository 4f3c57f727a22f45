-- One row per row of raw_lead_links, judged by what it names as well: it holds where that leads to a lead that there is.
with

judged as (
    select
        links.*,
        case
            when links.exclusion_reason is not null then links.exclusion_reason
            when coalesce(these.lead_status, 'rejected') = 'rejected' and coalesce(those.lead_status, 'rejected') = 'rejected'
                then 'unknown lead'
        end as reject_reason,
        coalesce(these.lead_status = 'known', false) or coalesce(those.lead_status = 'known', false) as is_known
    from {{ ref('int_lead_links_judged') }} as links
    left join {{ ref('int_lead_id_crosswalk') }} as these
        on links.source_system = these.source_system and links.lead_id = these.lead_id and not these.is_address
    left join {{ ref('int_lead_id_crosswalk') }} as those
        on links.same_system = those.source_system and links.same_as = those.lead_id and not those.is_address
)

select
    source_system,
    lead_id,
    unread_linked_at,
    linked_at,
    copy_number,
    row_text,
    reject_reason,
    case
        when exclusion_reason = 'erased' then 'erased'
        when exclusion_reason is null and linked_at >= {{ as_of() }} then 'not_yet'
        when reject_reason is not null then 'rejected'
        when is_known then 'known'
        else 'not_yet'
    end as row_status
from judged
