-- One row per id of a lead that any raw row gives, but for those erased: which lead it is, by which rule, whether that is known
-- at as_of, not yet, or rejected, and a number that stands for the lead where rows are many. And one row per e-mail address by
-- which activities or outcomes name a lead: where several leads have it, nobody can tell which is meant, and it is shared.
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

-- A link of the system takes precedence over an address.
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
),

ids as (
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
),

-- Addresses in the place of ids. A known lead takes precedence over later ones.
named as (
    select
        named.source_system,
        named.lead_id,
        ids.lead_status,
        ids.lead_number,
        ids.known_as,
        max(case when ids.lead_status = 'known' then 1 else 0 end) over (
            partition by named.source_system, named.lead_id
        ) as is_known
    from {{ ref('int_addresses_as_ids') }} as named
    -- The lead's own address, and not one by which a link names it: that has a person.
    inner join {{ ref('int_record_identifiers_hashed') }} as marks
        on {{ sha256('named.mark') }} = marks.mark and marks.kind = 'address' and marks.is_read and marks.person is null
    inner join ids
        on marks.record = {{ record_digest('ids.source_system', 'ids.lead_id') }}
    left join ids as own
        on named.source_system = own.source_system and named.lead_id = own.lead_id
    left join {{ ref('int_erased_records') }} as erased
        on {{ record_digest('named.source_system', 'named.lead_id') }} = erased.record
    where named.is_read and own.lead_id is null and erased.record is null and ids.lead_status in ('known', 'not_yet')
)

select
    source_system,
    lead_id,
    lead_status,
    lead_number,
    known_as,
    is_merged,
    matched_by,
    false as is_address
from ids

union all

select
    source_system,
    lead_id,
    case
        when min(lead_number) < max(lead_number) then 'shared'
        else min(lead_status)
    end as lead_status,
    min(lead_number) as lead_number,
    min({{ in_byte_order('known_as') }}) as known_as,
    false as is_merged,
    {{ as_text('null') }} as matched_by,
    true as is_address
from named
where lead_status = 'known' or is_known = 0
group by source_system, lead_id
