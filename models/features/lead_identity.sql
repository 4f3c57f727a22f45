-- One row per lead: who it is, read through the lookups. What no lookup knows is null, never false.
with

leads as (
    select
        *,
        regexp_replace(email, '^[^@]*@', '') as email_domain,
        regexp_replace(email, '@.*$', '') as email_name
    from {{ ref('int_leads') }}
),

domains as (
    select
        lower(value) as value,
        kind
    from {{ ref('company_domains') }}
),

named as (
    select
        leads.*,
        case
            when leads.email is not null then coalesce(email_domains.kind, 'other')
        end as email_domain_kind,
        coalesce(
            leads.company_domain,
            case when coalesce(email_domains.kind, 'other') not in ('free_mail', 'disposable') then leads.email_domain end
        ) as any_company_domain
    from leads
    left join domains as email_domains
        on leads.email_domain = email_domains.value
),

objections as (
    select * from {{ ref('stg_privacy_request_records') }}
    where
        row_status = 'known'
        and request = 'profiling_objection'
        and (requested_at is null or requested_at < {{ as_of() }})
),

objecting_emails as (
    select {{ parts_of('addresses', ' ') }} as address from objections
),

{{ as_delivered('objecting_emails') }},

-- A hash may object where a lead has the address, and the other way round.
objecting_marks as (
    select identity as mark from delivered
    union
    select {{ sha256('address') }} as mark from delivered
    union
    select {{ sha256('identity') }} as mark from delivered
),

-- By the id or an address of any of its records.
objecting_ids as (
    select keys.known_as as lead_id
    from objections
    inner join {{ ref('int_lead_id_crosswalk') }} as keys
        on objections.lead_id = keys.lead_id

    union

    select keys.known_as as lead_id
    from objecting_marks
    inner join {{ ref('int_record_identifiers_hashed') }} as persons
        on {{ sha256('objecting_marks.mark') }} = persons.mark and not persons.is_browser
    inner join {{ ref('int_lead_id_crosswalk') }} as keys
        on persons.record = {{ record_digest('keys.source_system', 'keys.lead_id') }}
),

made_up as (
    select lower(value) as value from {{ ref('made_up_names') }}
)

select
    named.lead_id,
    objecting_ids.lead_id is null as is_profiled,
    -- A hashed address tells one person from another, though nobody can write to it.
    coalesce(named.email, named.email_hash, named.phone) is null as is_anonymous,
    named.email is not null as has_email,
    named.phone is not null as has_phone,
    named.email_domain,
    named.email_domain_kind,
    named.any_company_domain as company_domain,
    case
        when named.any_company_domain is not null then coalesce(company_domains.kind, 'other')
    end as company_domain_kind,
    named.email_domain_kind = 'free_mail' as is_free_email,
    named.first_name is not null and first_names.value is not null
    or named.last_name is not null and last_names.value is not null
    or full_names.value is not null as is_made_up_name,
    email_names.value is not null as is_test_address,
    job_titles.seniority,
    job_titles.department,
    job_titles.unknown_words as unknown_title_words,
    case
        when job_titles.seniority in ('owner', 'c_level', 'vp') then 'decision'
        when job_titles.department in ('finance', 'procurement') then 'budget'
        when job_titles.department in ('it', 'engineering') then 'technical'
        when job_titles.seniority in ('director', 'manager', 'specialist') then 'use'
    end as persona,
    industries.spoken as industry,
    target_industries.is_target = 'yes' as is_target_industry,
    departments.is_target = 'yes' as is_target_department,
    case when named.country is not null then countries.value is not null end as is_target_country,
    case when named.country is not null then excluded.value is not null end as is_excluded_country,
    timeframes.spoken as purchase_timeframe,
    purchase_timeframes.months as purchase_within_months,
    {%- for meaning in ['customer', 'unqualified'] %}
    coalesce(stage_words.meaning = '{{ meaning }}', false)
    or coalesce(status_words.meaning = '{{ meaning }}', false) as is_{{ meaning }}_in_crm,
    {%- endfor %}
    case when stage_words.value is null then named.lifecycle_stage end as unread_lifecycle_stage,
    case when status_words.value is null then named.lead_status end as unread_lead_status,
    sources.spoken as lead_source,
    spellings.lead_channel as channel
from named
left join domains as company_domains
    on named.any_company_domain = company_domains.value
left join objecting_ids
    on named.lead_id = objecting_ids.lead_id
left join {{ ref('lead_status_words') }} as stage_words
    on trim({{ as_words('named.lifecycle_stage') }}) = lower(stage_words.value)
left join {{ ref('lead_status_words') }} as status_words
    on trim({{ as_words('named.lead_status') }}) = lower(status_words.value)
left join made_up as first_names
    on lower(named.first_name) = first_names.value
left join made_up as last_names
    on lower(named.last_name) = last_names.value
left join made_up as full_names
    on lower(concat(coalesce(named.first_name, ''), ' ', coalesce(named.last_name, ''))) = full_names.value
left join made_up as email_names
    on named.email_name = email_names.value
left join {{ ref('job_titles') }} as job_titles
    on named.job_title = job_titles.job_title
left join {{ ref('picklist_values') }} as industries
    on named.industry = industries.given and industries.attribute = 'industry'
left join {{ ref('target_industries') }} as target_industries
    on industries.value = target_industries.value
left join {{ ref('target_departments') }} as departments
    on lower(job_titles.department) = lower(departments.value)
left join {{ ref('target_countries') }} as countries
    on named.country = upper(countries.value)
left join {{ ref('excluded_countries') }} as excluded
    on named.country = upper(excluded.value)
left join {{ ref('picklist_values') }} as timeframes
    on named.purchase_timeframe = timeframes.given and timeframes.attribute = 'purchase_timeframe'
left join {{ ref('purchase_timeframes') }} as purchase_timeframes
    on timeframes.value = purchase_timeframes.value
left join {{ ref('picklist_values') }} as sources
    on named.lead_source = sources.given and sources.attribute = 'lead_source'
left join {{ ref('channel_spellings') }} as spellings
    on sources.spoken = spellings.spelling
