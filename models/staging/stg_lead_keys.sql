-- One row per lead id that any row of raw_leads gives, but for those erased: whether the lead is known at as_of, not yet, or
-- rejected, and a number that stands for the id where rows are many.
{{ config(materialized='table') }}

select
    source_system,
    lead_id,
    case
        when max(case when row_status = 'known' then 1 else 0 end) = 1 then 'known'
        when max(case when row_status = 'not_yet' then 1 else 0 end) = 1 then 'not_yet'
        else 'rejected'
    end as lead_status,
    cast(row_number() over (order by {{ in_byte_order('lead_id') }}, source_system) as integer) as lead_number
from {{ ref('stg_lead_records') }}
where lead_id is not null
group by source_system, lead_id
