-- One row per lead known at as_of, with the attributes of its newest version by then.
{{ config(materialized='table') }}

select
    lead_id,
    source_system,
    created_at,
    version_at as updated_at,
    is_later as attributes_are_later,
    email,
    email_hash,
    first_name_text as first_name,
    last_name_text as last_name,
    phone,
    job_title_text as job_title,
    company_name_text as company_name,
    company_domain,
    lower(industry_text) as industry,
    employee_count,
    annual_revenue,
    country,
    region_text as region,
    lower(lead_source_text) as lead_source,
    landing_page_text as landing_page,
    campaign_id_text as campaign_id,
    owner_id_text as owner_id,
    email_status,
    marketing_consent,
    stated_need_text as stated_need,
    lower(purchase_timeframe_text) as purchase_timeframe
from {{ ref('stg_lead_versions') }}
where version_number = 1
