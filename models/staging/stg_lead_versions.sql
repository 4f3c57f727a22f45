-- One row per version of a lead known at as_of. Version 1 is the one that counts: the newest by as_of, or, where there
-- are only later ones, the earliest of them.
{%- set columns = [] %}
{%- for column in text_columns() %}
{%- do columns.append('versions.' ~ column) %}
{%- endfor %}
{%- for column in read_columns() %}
{%- do columns.extend(['versions.' ~ column, 'versions.unread_' ~ column]) %}
{%- endfor %}

with

versions as (
    select
        records.*,
        keys.lead_number,
        records.version_at > {{ as_of() }} as is_later
    from {{ ref('stg_lead_records') }} as records
    inner join {{ ref('stg_lead_keys') }} as keys
        on
            records.source_system = keys.source_system
            and records.lead_id = keys.lead_id
    where records.row_status = 'known' and keys.lead_status = 'known'
),

-- Ranking touches these few leads only.
changed as (
    select
        source_system,
        lead_id
    from versions
    group by source_system, lead_id
    having count(*) > 1
)

select
    versions.*,
    1 as version_number
from versions
left join changed
    on versions.source_system = changed.source_system and versions.lead_id = changed.lead_id
where changed.lead_id is null

union all

select
    versions.*,
    cast(row_number() over (
        partition by versions.source_system, versions.lead_id
        order by
            versions.is_later,
            case when not versions.is_later then versions.version_at end desc nulls last,
            versions.version_at,
            versions.created_at,
            {{ in_byte_order(side_by_side(columns)) }}
    ) as integer) as version_number
from versions
inner join changed
    on versions.source_system = changed.source_system and versions.lead_id = changed.lead_id
