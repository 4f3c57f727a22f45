-- One row per version of a lead known at as_of. Version 1 is the one that counts: the newest by as_of, or, where there
-- are only later ones, the earliest of them.
with

versions as (
    select
        records.*,
        records.version_at > {{ as_of() }} as is_later
    from {{ ref('stg_lead_records') }} as records
    inner join {{ ref('stg_lead_keys') }} as keys
        on
            records.source_system = keys.source_system
            and records.lead_id = keys.lead_id
    where records.row_status = 'known' and keys.lead_status = 'known'
)

select
    *,
    row_number() over (
        partition by source_system, lead_id
        order by
            is_later,
            case when not is_later then version_at end desc nulls last,
            version_at,
            {{ in_byte_order('row_text') }}
    ) as version_number
from versions
