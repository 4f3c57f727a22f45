-- One row per record known at as_of: its newest version by then, as a source wrote it.
{%- set columns = ['source_system', 'lead_id', 'created_at', 'version_at', 'email_hash', 'several_addresses',
    'unread_country'] + (read_columns() | reject('equalto', 'updated_at') | list) + text_columns() %}

with

versions as (
    select * from {{ ref('int_lead_versions') }}
    where version_number = 1
)

select
    {%- for column in columns %}
    records.{{ column }},
    {%- endfor %}
    records.version_at > {{ as_of() }} as is_later
from {{ ref('int_lead_records') }} as records
left join versions
    on records.source_system = versions.source_system and records.lead_id = versions.lead_id
where records.row_status = 'known' and versions.lead_id is null

union all

select
    {%- for column in columns %}
    {{ column }},
    {%- endfor %}
    is_later
from versions
