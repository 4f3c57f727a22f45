-- One row per lead known at as_of, with the attributes of its newest version by then.
{{ config(materialized='table') }}
{%- set columns = ['source_system', 'lead_id', 'created_at', 'version_at', 'email_hash', 'unread_country']
    + (read_columns() | reject('equalto', 'updated_at') | list) + text_columns() %}

with

versions as (
    select * from {{ ref('stg_lead_versions') }}
    where version_number = 1
),

counted as (
    select
        {%- for column in columns %}
        records.{{ column }},
        {%- endfor %}
        keys.lead_number,
        records.version_at > {{ as_of() }} as is_later
    from {{ ref('stg_lead_records') }} as records
    inner join {{ ref('stg_lead_keys') }} as keys
        on records.source_system = keys.source_system and records.lead_id = keys.lead_id
    left join versions
        on records.source_system = versions.source_system and records.lead_id = versions.lead_id
    where records.row_status = 'known' and versions.lead_id is null

    union all

    select
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        lead_number,
        is_later
    from versions
)

select
    lead_id,
    lead_number,
    source_system,
    created_at,
    version_at as updated_at,
    is_later as attributes_are_later,
    email,
    email_hash,
    first_name,
    last_name,
    phone,
    job_title,
    company_name,
    company_domain,
    lower(industry) as industry,
    employee_count,
    annual_revenue,
    country,
    unread_country,
    region,
    lower(lead_source) as lead_source,
    landing_page,
    campaign_id,
    owner_id,
    email_status,
    marketing_consent,
    stated_need,
    lower(purchase_timeframe) as purchase_timeframe
from counted
