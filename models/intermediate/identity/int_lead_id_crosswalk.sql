-- One row per id of a lead that any raw row gives, but for those erased: which lead it is, by which rule, whether that is known
-- at as_of, not yet, or rejected, and a number that stands for the lead where rows are many.
{{ config(materialized='table') }}
with

{{ clustered() }},

members as (
    select
        clusters.cluster_number,
        keys.record_number,
        keys.source_system,
        keys.lead_id,
        keys.lead_status
    from clusters
    inner join {{ ref('int_record_keys') }} as keys
        on clusters.record_number = keys.record_number
),

-- An id that people know stays: of several the one recorded first.
recorded as (
    select
        members.record_number,
        min(recorded.recorded_on) as recorded_on
    from members
    inner join {{ source('memory', 'lead_stage_log') }} as recorded
        on members.lead_id = recorded.lead_id
    group by members.record_number
),

created as (
    select
        members.*,
        recorded.recorded_on,
        row_number() over (
            partition by members.cluster_number
            order by
                recorded.recorded_on nulls last,
                {{ trust_in('members.source_system') }},
                records.created_at,
                {{ in_byte_order('members.lead_id') }},
                members.source_system
        ) as place
    from members
    left join recorded
        on members.record_number = recorded.record_number
    inner join {{ ref('int_lead_records') }} as records
        on members.source_system = records.source_system and members.lead_id = records.lead_id
    where records.version_number = 1
),

firsts as (
    select
        cluster_number,
        record_number as lead_number,
        lead_id as known_as
    from created
    where place = 1
),

sizes as (
    select
        cluster_number,
        count(*) as records
    from members
    where lead_status <> 'not_yet'
    group by cluster_number
),

-- A system's own word goes before an address.
matches as (
    select
        keys.record_number,
        edges.matched_by,
        row_number() over (
            partition by keys.record_number
            order by
                case edges.matched_by
                    when 'merged' then 1
                    when 'converted' then 2
                    when 'identified' then 3
                    when 'email' then 4
                    else 5
                end
        ) as place
    from {{ ref('int_identity_edges') }} as edges
    inner join {{ ref('int_record_keys') }} as keys
        on edges.source_system = keys.source_system and edges.lead_id = keys.lead_id
    where edges.makes_one
),

grouped as (
    select
        members.record_number,
        firsts.lead_number,
        firsts.known_as,
        sizes.records > 1 as is_merged,
        matches.matched_by
    from members
    inner join firsts
        on members.cluster_number = firsts.cluster_number
    inner join sizes
        on members.cluster_number = sizes.cluster_number
    left join matches
        on members.record_number = matches.record_number and matches.place = 1
    where members.lead_status <> 'not_yet'
)

select
    keys.source_system,
    keys.lead_id,
    case
        when grouped.lead_number is not null then 'known'
        when keys.lead_status = 'linked' then 'rejected'
        else keys.lead_status
    end as lead_status,
    coalesce(grouped.lead_number, keys.record_number) as lead_number,
    coalesce(grouped.known_as, keys.lead_id) as known_as,
    coalesce(grouped.is_merged, false) as is_merged,
    case when grouped.record_number <> grouped.lead_number then grouped.matched_by end as matched_by
from {{ ref('int_record_keys') }} as keys
left join grouped
    on keys.record_number = grouped.record_number
