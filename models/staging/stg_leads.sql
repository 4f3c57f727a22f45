-- One row per lead known at as_of, with the attributes of its newest version by then.
{{ config(materialized='table') }}

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
    region,
    lower(lead_source) as lead_source,
    landing_page,
    campaign_id,
    owner_id,
    email_status,
    marketing_consent,
    stated_need,
    lower(purchase_timeframe) as purchase_timeframe
from {{ ref('stg_lead_versions') }}
where version_number = 1
