-- One row per row of raw_leads, typed and judged; what cannot be read is null beside its text.
-- A table: five readers would each read all of the text again.
{{ config(materialized='table') }}
with

cleaned as (
    select
        source_system,
        {{ row_as_text('raw_leads') }} as row_text,
        {%- for column in raw_columns('raw_leads') %}
        {{ clean(column) }} as {{ column }}_text{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('raw_leads') }}
),

typed as (
    select
        cleaned.*,
        lead_id_text as lead_id,
        {{ to_timestamp('created_at_text') }} as created_at,
        {{ to_timestamp('updated_at_text') }} as updated_at,
        {{ email_address('email_text') }} as email,
        {{ email_hash('email_text') }} as email_hash,
        case
            when regexp_replace(phone_text, '^[+(]?[0-9][0-9 ()./-]{4,24}[0-9]( ?x[0-9]+)?$', '') = '' then phone_text
        end as phone,
        {{ employee_count('employee_count_text') }} as employee_count,
        {{ to_number('annual_revenue_text', 'numeric(18, 2)') }} as annual_revenue,
        {{ domain_of('company_domain_text') }} as company_domain,
        country_names.country,
        case
            when lower(email_status_text) in ('valid', 'bounced', 'spam_reported') then lower(email_status_text)
        end as email_status,
        case
            when lower(marketing_consent_text) in ('opted_in', 'opted_out') then lower(marketing_consent_text)
        end as marketing_consent
    from cleaned
    left join {{ ref('country_names') }} as country_names
        on lower(cleaned.country_text) = country_names.value
),

judged as (
    select
        *,
        case when updated_at <= {{ run_started() }} then updated_at else created_at end as version_at,
        case
            when lead_id is null then 'missing id'
            when created_at is null then 'bad date'
            when created_at > {{ run_started() }} then 'dated in the future'
        end as reject_reason
    from typed
)

select
    *,
    case
        when created_at >= {{ as_of() }} and created_at <= {{ run_started() }} then 'not_yet'
        when reject_reason is not null then 'rejected'
        else 'known'
    end as row_status
from judged
