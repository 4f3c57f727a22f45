-- One row per known activity row whose id occurs more than once; copy 1 is the one that counts, the earliest.
-- A table of its own, so that ranking touches these few rows and not every activity.
{{ config(materialized='table') }}
{%- set all_as_text = [] %}
{%- for column in [
    'lead_id', 'raw_activity_type', 'campaign_id', 'content_id', 'session_id', 'duration_seconds', 'amount', 'user_agent',
] %}
{%- do all_as_text.append("coalesce(" ~ as_text('records.' ~ column) ~ ", '')") %}
{%- endfor %}
{%- set all_as_text = "concat(" ~ all_as_text | join(", ' | ', ") ~ ")" %}


with

repeated as (
    select
        source_system,
        activity_id
    from {{ ref('stg_activity_records') }}
    where row_status = 'known'
    group by source_system, activity_id
    having count(*) > 1
)

select
    records.*,
    row_number() over (
        partition by records.source_system, records.activity_id
        order by records.occurred_at, {{ in_byte_order(all_as_text) }}
    ) as copy_number
from {{ ref('stg_activity_records') }} as records
inner join repeated
    on
        records.source_system = repeated.source_system
        and records.activity_id = repeated.activity_id
where records.row_status = 'known'
