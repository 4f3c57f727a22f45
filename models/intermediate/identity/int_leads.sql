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
    from {{ ref('int_lead_records') }} as records
    inner join {{ ref('int_lead_id_crosswalk') }} as keys
        on records.source_system = keys.source_system and records.lead_id = keys.lead_id
    where records.version_number = 1 and not keys.is_merged

    union all

    select
        {%- for column in columns %}
        {{ column }},
        {%- endfor %}
        lead_id,
        lead_number
    from {{ ref('int_leads_merged') }}
)

select
    counted.lead_id,
    counted.lead_number,
    counted.source_system,
    counted.created_at,
    counted.version_at as updated_at,
    counted.is_later as attributes_are_later,
    counted.email,
    counted.email_hash,
    counted.first_name,
    counted.last_name,
    counted.phone,
    counted.job_title,
    counted.company_name,
    counted.company_domain,
    counted.industry,
    counted.employee_count,
    counted.annual_revenue,
    counted.country,
    counted.unread_country,
    counted.region,
    counted.lead_source,
    counted.landing_page,
    -- Of several, the first: it brought the lead.
    nullif(trim(split_part(counted.campaign_id, ';', 1)), '') as campaign_id,
    owners.owner_id,
    counted.email_status,
    case
        when objections.marketing_consent is null or counted.marketing_consent = 'opted_out' then counted.marketing_consent
        else objections.marketing_consent
    end as marketing_consent,
    case when objections.is_not_to_be_called then true else counted.do_not_call end as do_not_call,
    counted.stated_need,
    counted.purchase_timeframe,
    counted.vendor_score,
    counted.lifecycle_stage,
    counted.lead_status
from counted
left join {{ ref('int_owners') }} as owners
    on {{ owner_key('counted.owner_id') }} = owners.owner_key
left join {{ ref('int_deleted_objections') }} as objections
    on counted.lead_number = objections.lead_number
