-- One row per id of a lead that any row of raw_leads or raw_lead_links gives, but for those erased: whether it is known at as_of,
-- not yet, rejected, or only linked to, and a number that stands for it.
{{ config(materialized='table') }}

with

given as (
    select
        source_system,
        lead_id,
        row_status
    from {{ ref('int_lead_records') }}
    where lead_id is not null

    union all

    select
        source_system,
        lead_id,
        'linked' as row_status
    from {{ ref('int_lead_links_judged') }}
    where exclusion_reason is null

    union all

    select
        same_system as source_system,
        same_as as lead_id,
        'linked' as row_status
    from {{ ref('int_lead_links_judged') }}
    where exclusion_reason is null and same_as is not null
)

select
    source_system,
    lead_id,
    case
        when max(case when row_status = 'known' then 1 else 0 end) = 1 then 'known'
        when max(case when row_status = 'not_yet' then 1 else 0 end) = 1 then 'not_yet'
        when max(case when row_status = 'rejected' then 1 else 0 end) = 1 then 'rejected'
        else 'linked'
    end as lead_status,
    cast(row_number() over (order by {{ in_byte_order('lead_id') }}, source_system) as integer) as record_number
from given
group by source_system, lead_id
