-- One row per lead known at as_of, with the attributes that its records had by then.
{{ config(materialized='table') }}
{%- set columns = ['source_system', 'created_at', 'version_at', 'email_hash', 'unread_country', 'is_later']
    + (read_columns() | reject('equalto', 'updated_at') | list) + text_columns() %}

with

counted as (
    select
        {%- for column in columns %}
        records.{{ column }},
        {%- endfor %}
        keys.lead_id,
        keys.lead_number
    from {{ ref('stg_counted_records') }} as records
    inner join {{ ref('stg_lead_keys') }} as keys
        on records.source_system = keys.source_system and records.lead_id = keys.lead_id
    where not keys.is_merged

    union all

    select
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        lead_id,
        lead_number
    from {{ ref('stg_merged_leads') }}
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
    industry,
    employee_count,
    annual_revenue,
    country,
    unread_country,
    region,
    lead_source,
    landing_page,
    -- Of several, the first: it brought the lead.
    nullif(trim(split_part(campaign_id, ';', 1)), '') as campaign_id,
    owner_id,
    email_status,
    marketing_consent,
    do_not_call,
    stated_need,
    purchase_timeframe,
    vendor_score,
    lifecycle_stage,
    lead_status
from counted
