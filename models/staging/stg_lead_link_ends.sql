-- One row per end of a link between two records, as raw_lead_links gives it: the record at this end, and the one at the other.
with

links as (
    select
        source_system,
        {{ clean('lead_id') }} as lead_id,
        {{ clean('same_as') }} as same_as
    from {{ ref('raw_lead_links') }}
    {{ computed_once() }}
),

placed as (
    select
        *,
        {{ system_of_id('lead_id') }} as lead_system,
        {{ system_of_id('same_as') }} as same_system,
        {{ email_identity('same_as') }} as same_email
    from links
    where lead_id is not null and same_as is not null
)

select
    lead_system as source_system,
    lead_id,
    same_system as other_system,
    same_as as other_id,
    same_email
from placed

union all

select
    same_system as source_system,
    same_as as lead_id,
    lead_system as other_system,
    lead_id as other_id,
    cast(null as {{ dbt.type_string() }}) as same_email
from placed
