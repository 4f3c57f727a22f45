-- One row per row of raw_leads: its id and what its e-mail address identifies.
with

cleaned as (
    select
        source_system,
        {{ clean('lead_id') }} as lead_id,
        {{ clean('email') }} as email_text
    from {{ ref('raw_leads') }}
    {{ computed_once() }}
)

select
    source_system,
    lead_id,
    {{ email_identity('email_text') }} as email_identity
from cleaned
