-- One row per version of a lead known at as_of of which there are several. Version 1 is the one that counts: the newest by as_of,
-- or, where there are only later ones, the earliest of them.
-- A table, so that ranking touches these few rows and not every lead.
{{ config(materialized='table') }}
{%- set columns = ['email_hash', 'several_addresses'] %}
{%- for column in text_columns() %}
{%- do columns.append(column) %}
{%- endfor %}
{%- for column in read_columns() %}
{%- do columns.extend([column, 'unread_' ~ column]) %}
{%- endfor %}

with

-- The records are read twice on purpose: a common step before the two would hold all of them.
changed as (
    select
        source_system,
        lead_id
    from {{ ref('int_lead_records') }}
    where row_status = 'known'
    group by source_system, lead_id
    having count(*) > 1
),

versions as (
    select
        records.*,
        records.version_at > {{ as_of() }} as is_later
    from {{ ref('int_lead_records') }} as records
    inner join changed
        on records.source_system = changed.source_system and records.lead_id = changed.lead_id
    where records.row_status = 'known'
)

select
    *,
    cast(row_number() over (
        partition by source_system, lead_id
        order by
            is_later,
            case when not is_later then version_at end desc nulls last,
            version_at,
            created_at,
            {{ in_byte_order(side_by_side(columns)) }}
    ) as integer) as version_number
from versions
