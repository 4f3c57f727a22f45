-- One row per record of a person whose erasure was asked for. A lead that is gone from raw_leads is here too, since its
-- activities may not be. A view: int_erased_records says it too, without ids.
with

requested as (
    select
        source_system,
        lead_id
    from {{ ref('stg_privacy_request_records') }}
    where row_status = 'known' and request = 'erasure' and lead_id is not null
),

links as (
    select * from {{ ref('stg_lead_links') }}
),

-- Every record that somebody names.
records as (
    select
        source_system,
        lead_id
    from {{ ref('stg_lead_identifiers') }}

    union all

    select
        lead_system as source_system,
        lead_id
    from links

    union all

    select
        same_system as source_system,
        same_as as lead_id
    from links

    union all

    select
        source_system,
        lead_id
    from requested

    union all

    -- The system that passes a request on may not be the one that the id is from.
    select
        {{ system_of_id('lead_id') }} as source_system,
        lead_id
    from requested
)

select distinct
    records.source_system,
    records.lead_id
from records
inner join {{ ref('int_erased_records') }} as erased
    on {{ record_digest('records.source_system', 'records.lead_id') }} = erased.record
