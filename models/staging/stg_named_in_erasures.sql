-- One row per record that a request for erasure names: by its id, in whatever system, or by any address that it ever had.
-- A view, but on Spark, as stg_erased_leads.
{{ config(materialized=read_often()) }}
with

asked as (
    select
        source_system,
        lead_id
    from {{ ref('stg_privacy_requests') }}
    where request = 'erasure' and lead_id is not null
),

ids as (
    select distinct lead_id from asked
)

select
    source_system,
    lead_id
from asked

union

-- Whoever passes a request on may not be the system that the id is from.
select
    {{ system_of_id('lead_id') }} as source_system,
    lead_id
from asked

union

select
    identities.source_system,
    identities.lead_id
from {{ ref('stg_lead_identities') }} as identities
inner join ids
    on identities.lead_id = ids.lead_id

union

select
    marks.source_system,
    marks.lead_id
from {{ ref('stg_person_marks') }} as marks
inner join ids
    on marks.lead_id = ids.lead_id
where marks.kind not in ('address', 'hash')

union

select
    marks.source_system,
    marks.lead_id
from {{ ref('stg_person_marks') }} as marks
inner join {{ ref('stg_erased_addresses') }} as addresses
    on marks.mark = {{ sha256('addresses.address') }}
