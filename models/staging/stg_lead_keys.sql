-- One row per lead id that any row of raw_leads, or a request for erasure, gives: whether the lead is known at as_of, not yet,
-- rejected or erased, and a number that stands for the id where rows are many. An erased lead may be gone from raw_leads while
-- its activities are not.
{{ config(materialized='table') }}

with

erasures as (
    select * from {{ ref('stg_privacy_requests') }}
    where request = 'erasure'
),

records as (
    select
        source_system,
        lead_id,
        row_status,
        coalesce(email, email_hash) as email_identity
    from {{ ref('stg_lead_records') }}
    where lead_id is not null

    union all

    select
        source_system,
        lead_id,
        'erased' as row_status,
        email_identity
    from erasures
    where lead_id is not null
),

erased_ids as (
    select distinct lead_id from erasures
),

erased_emails as (
    select distinct email_identity from erasures
),

marked as (
    select
        records.*,
        erased_ids.lead_id is not null or erased_emails.email_identity is not null as is_erased
    from records
    left join erased_ids
        on records.lead_id = erased_ids.lead_id
    left join erased_emails
        on records.email_identity = erased_emails.email_identity
)

select
    source_system,
    lead_id,
    case
        when max(case when is_erased then 1 else 0 end) = 1 then 'erased'
        when max(case when row_status = 'known' then 1 else 0 end) = 1 then 'known'
        when max(case when row_status = 'not_yet' then 1 else 0 end) = 1 then 'not_yet'
        else 'rejected'
    end as lead_status,
    cast(row_number() over (order by {{ in_byte_order('lead_id') }}, source_system) as integer) as lead_number
from marked
group by source_system, lead_id
