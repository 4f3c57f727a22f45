-- One row per row of raw_lead_links, typed: the record that it is about, and the record or the address that is the same person.
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
)

select
    *,
    {{ email_identity('same_as') }} as same_email,
    {{ system_of_id('lead_id') }} as lead_system,
    {{ system_of_id('same_as') }} as same_system,
    {{ as_word('link_text') }} as link,
    {{ moment('given_linked_at', 'linked_at_text') }} as linked_at
from cleaned
{{ computed_once() }}
