-- One row per row of raw_lead_links, typed, and judged by itself: whether it names records that there are is asked later. Of
-- erased leads the row is counted, and nothing of it is kept.
{{ config(materialized='table') }}
with

cleaned as (
    select
        source_system,
        {{ row_as_text('raw_lead_links') }} as row_text,
        {{ clean('lead_id') }} as lead_id,
        {{ clean('same_as') }} as same_as,
        {{ clean('link') }} as link_text,
        linked_at as given_linked_at,
        {{ clean('linked_at') }} as linked_at_text,
        unreadable_line
    from {{ ref('raw_lead_links') }}
    {{ computed_once() }}
),

typed as (
    select
        *,
        {{ email_identity('same_as') }} as same_email,
        {{ system_of_id('lead_id') }} as lead_system,
        {{ system_of_id('same_as') }} as same_system,
        {{ as_word('link_text') }} as link,
        {{ moment('given_linked_at', 'linked_at_text') }} as linked_at
    from cleaned
    {{ computed_once() }}
),

erased_emails as (
    select distinct email_identity from {{ ref('stg_privacy_requests') }}
    where request = 'erasure' and email_identity is not null
),

judged as (
    select
        typed.*,
        coalesce(erased.lead_id, erased_too.lead_id, erased_emails.email_identity) is not null as is_erased,
        case
            when typed.unreadable_line is not null then 'unreadable line'
            when typed.lead_id is null or typed.same_as is null then 'missing id'
            when typed.link is null or typed.link not in ('merged', 'converted', 'identified') then 'unknown link'
            when typed.linked_at > {{ run_started() }} then 'dated in the future'
        end as reject_reason,
        row_number() over (partition by typed.source_system, typed.row_text order by typed.lead_id) as copy_number
    from typed
    left join {{ ref('stg_erased_leads') }} as erased
        on typed.lead_system = erased.source_system and typed.lead_id = erased.lead_id
    left join {{ ref('stg_erased_leads') }} as erased_too
        on typed.same_system = erased_too.source_system and typed.same_as = erased_too.lead_id
    left join erased_emails
        on typed.same_email = erased_emails.email_identity
)

select
    lead_system as source_system,
    case when not is_erased then lead_id end as lead_id,
    case when not is_erased and same_email is null then same_system end as same_system,
    case when not is_erased and same_email is null then same_as end as same_as,
    case when not is_erased then same_email end as same_email,
    link,
    linked_at,
    case when linked_at is null and not is_erased then linked_at_text end as unread_linked_at,
    case when is_erased then 'erased' else reject_reason end as left_out_as,
    copy_number,
    case when not is_erased then row_text end as row_text
from judged
