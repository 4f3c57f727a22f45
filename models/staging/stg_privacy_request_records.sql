-- One row per row of raw_privacy_requests, typed and judged. A request whose date cannot be read holds all the same, and so does
-- what can be read of one that names some people legibly and others not: unread_email stops publishing.
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

addressed as (
    select
        *,
        {{ addresses_in('email_text') }} as email_addresses,
        -- An address in the place of the id is meant as an address.
        case when lead_id like '%@%' then {{ addresses_in('lead_id') }} end as id_addresses
    from cleaned
    {{ computed_once() }}
),

typed as (
    select
        addressed.source_system,
        addressed.row_text,
        addressed.lead_id,
        nullif(concat_ws(' ', addressed.email_addresses, addressed.id_addresses), '') as addresses,
        case
            when
                addressed.email_addresses is null
                or {{ has_unread_address('addressed.email_text', 'addressed.email_addresses') }}
                then addressed.email_text
        end as unread_email,
        words.request,
        case when words.request is null then addressed.request_text end as unread_request,
        {{ moment('addressed.raw_requested_at', 'addressed.requested_at_text') }} as requested_at,
        addressed.unreadable_line
    from addressed
    left join {{ ref('privacy_request_words') }} as words
        on trim({{ as_words('addressed.request_text') }}) = lower(words.value)
    {{ computed_once() }}
),

judged as (
    select
        *,
        coalesce(lead_id, addresses) as record_key,
        case
            when unreadable_line is not null then 'unreadable line'
            when lead_id is null and addresses is null and unread_email is null then 'missing id'
            when lead_id is null and addresses is null then 'unreadable address'
            when addresses is null and {{ is_damaged('lead_id') }} then 'damaged id'
            when request is null then 'unknown request'
        end as reject_reason
    from typed
)

select
    *,
    case when reject_reason is not null then 'rejected' else 'known' end as row_status,
    row_number() over (partition by source_system, row_text order by record_key) as copy_number
from judged
