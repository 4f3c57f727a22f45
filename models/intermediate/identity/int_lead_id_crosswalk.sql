-- One row per id of a lead that any raw row gives, but for those erased: which lead it is, by which rule, whether that is known
-- at as_of, not yet, or rejected, and a number that stands for the lead where rows are many.
{{ config(materialized='table') }}
with

members as (
    select
        groups.group_number,
        keys.record_number,
        keys.source_system,
        keys.lead_id,
        keys.lead_status
    from {{ ref('int_identity_clusters') }} as groups
    inner join {{ ref('int_record_keys') }} as keys
        on groups.record_number = keys.record_number
),

-- An id that people know stays: of several the one recorded first.
recorded as (
    select
        members.record_number,
        min(recorded.recorded_on) as recorded_on
    from members
    inner join {{ ref('int_recorded_leads') }} as recorded
        on members.lead_id = recorded.lead_id
    group by members.record_number
),

created as (
    select
        members.*,
        recorded.recorded_on,
        row_number() over (
            partition by members.group_number
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
    inner join {{ ref('int_lead_records_current') }} as records
        on members.source_system = records.source_system and members.lead_id = records.lead_id
),

firsts as (
    select
        group_number,
        record_number as lead_number,
        lead_id as known_as
    from created
    where place = 1
),

sizes as (
    select
        group_number,
        count(*) as records
    from members
    where lead_status <> 'not_yet'
    group by group_number
),

-- A system's own word goes before an address.
matches as (
    select
        record_number,
        matched_by,
        row_number() over (
            partition by record_number
            order by
                case matched_by
                    when 'merged' then 1
                    when 'converted' then 2
                    when 'identified' then 3
                    when 'email' then 4
                    else 5
                end
        ) as place
    from {{ ref('int_identity_edges') }}
    where makes_one
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
        on members.group_number = firsts.group_number
    inner join sizes
        on members.group_number = sizes.group_number
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
