-- One row per row of raw_privacy_requests, typed and judged. A request whose date cannot be read holds all the same.
-- A view: whom a request names is stored nowhere.
with

cleaned as (
    select
        source_system,
        {{ row_as_text('raw_privacy_requests') }} as row_text,
        {{ clean('lead_id') }} as lead_id,
        {{ clean('email') }} as email_text,
        {{ clean('request') }} as request_text,
        requested_at as raw_requested_at,
        {{ clean('requested_at') }} as requested_at_text,
        unreadable_line
    from {{ ref('raw_privacy_requests') }}
    {{ computed_once() }}
),

typed as (
    select
        source_system,
        row_text,
        lead_id,
        {{ email_identity('email_text') }} as email_identity,
        {{ as_word('request_text') }} as request,
        {{ moment('raw_requested_at', 'requested_at_text') }} as requested_at,
        unreadable_line
    from cleaned
    {{ computed_once() }}
),

judged as (
    select
        *,
        coalesce(lead_id, email_identity) as record_key,
        case
            when unreadable_line is not null then 'unreadable line'
            when lead_id is null and email_identity is null then 'missing id'
            when email_identity is null and {{ is_damaged('lead_id') }} then 'damaged id'
            when request is null or request not in ('erasure', 'profiling_objection') then 'unknown request'
        end as reject_reason
    from typed
)

select
    *,
    case when reject_reason is not null then 'rejected' else 'known' end as row_status,
    row_number() over (partition by source_system, row_text order by record_key) as copy_number
from judged
