-- One row per record and identity that it shares with a record of another lead: what the two have in common, and why they were
-- left apart.
with

shared as (
    select
        edges.address,
        edges.doubt,
        keys.source_system,
        keys.lead_id as record_id,
        keys.known_as as lead_id
    from {{ ref('int_identity_edges') }} as edges
    inner join {{ ref('int_lead_id_crosswalk') }} as keys
        on edges.source_system = keys.source_system and edges.lead_id = keys.lead_id
    where keys.lead_status = 'known'
),

-- An address counts whole here, with whatever name it was parted by.
apart as (
    select
        address as identity,
        max(doubt) as doubt,
        count(distinct lead_id) as leads
    from shared
    group by address
    having count(distinct lead_id) > 1
)

select
    shared.source_system,
    shared.record_id,
    shared.lead_id,
    {{ personal('apart.identity') }} as identity,
    max(coalesce(shared.doubt, apart.doubt, 'too long a chain of links')) as reason,
    cast(apart.leads as integer) as leads
from shared
inner join apart
    on shared.address = apart.identity
group by shared.source_system, shared.record_id, shared.lead_id, apart.identity, apart.leads
