-- One row per row of raw_lead_links, typed: the record that it is about, and the record, or the addresses parted by a space each,
-- that are the same person. Where these cannot be read whole, found_addresses is whatever in the text may be one.
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

addressed as (
    select
        *,
        {{ addresses_in('same_as') }} as same_emails
    from cleaned
    {{ computed_once() }}
)

select
    *,
    case when same_as like '%@%' then {{ addresses_anywhere('same_as', 'same_emails') }} else same_emails end as found_addresses,
    {{ system_of_id('lead_id') }} as lead_system,
    {{ system_of_id('same_as') }} as same_system,
    {{ as_word('link_text') }} as link,
    {{ moment('given_linked_at', 'linked_at_text') }} as linked_at
from addressed
{{ computed_once() }}
