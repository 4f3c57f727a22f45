-- One row per row of raw_leads: its id, its e-mail address or hash as written and as its provider delivers it, and its name.
with

given as (
    select
        source_system,
        {{ clean('lead_id') }} as lead_id,
        {{ clean('email') }} as email_text,
        lower({{ clean('first_name') }}) as first_name,
        lower({{ clean('last_name') }}) as last_name
    from {{ ref('raw_leads') }}
    {{ computed_once() }}
),

written as (
    select
        source_system,
        lead_id,
        first_name,
        last_name,
        {{ email_identity('email_text') }} as address
    from given
    {{ computed_once() }}
),

{{ as_delivered('written') }}

select
    source_system,
    lead_id,
    address,
    identity,
    first_name,
    last_name,
    is_shared_inbox
from delivered
