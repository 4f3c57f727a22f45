-- The leads, and what the lookups know of them.

-- One row per lead with several versions: only these have to be ranked.
create temp table repeated_leads as
select clean(lead_id) as lead_id
from read_parquet(getvariable('folder') || '/raw_leads.parquet')
where created_at < getvariable('as_of') and clean(lead_id) is not null
group by all
having count(*) > 1;

-- One row per version of a lead known by as_of, with the columns that a score can depend on.
create temp table lead_versions as
select
    clean(lead_id) as lead_id,
    created_at,
    case when updated_at <= now() at time zone 'UTC' then updated_at else created_at end as version_at,
    nullif(regexp_extract(lower(clean(email)), '^[a-z0-9._%+''-]{1,64}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?[.])+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,58})$'), '') as email,
    regexp_full_match(lower(clean(email)), '[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}') as is_hashed_email,
    regexp_full_match(clean(phone), '[+(]?[0-9][0-9 ()./-]{4,24}[0-9]( ?x[0-9]+)?') as is_phone,
    lower(clean(first_name)) as first_name,
    lower(clean(last_name)) as last_name,
    clean(job_title) as job_title,
    domain_in(clean(company_domain)) as company_domain,
    lower(clean(industry)) as industry,
    lower(clean(employee_count)) as employees,
    lower(clean(country)) as country_name,
    lower(clean(email_status)) as email_status,
    clean(stated_need) is not null as has_stated_need,
    lower(clean(purchase_timeframe)) as purchase_timeframe,
    -- Decides between versions of one moment, and nothing else.
    case when clean(lead_id) in (from repeated_leads) then concat_ws(
        ' | ', coalesce(lead_id, ''), 'created_at=' || created_at::varchar, 'updated_at=' || coalesce(updated_at::varchar, ''),
        'email=' || coalesce(email, ''), 'first_name=' || coalesce(first_name, ''), 'last_name=' || coalesce(last_name, ''),
        'phone=' || coalesce(phone, ''), 'job_title=' || coalesce(job_title, ''), 'company_name=' || coalesce(company_name, ''),
        'company_domain=' || coalesce(company_domain, ''), 'industry=' || coalesce(industry, ''),
        'employee_count=' || coalesce(employee_count, ''), 'annual_revenue=' || coalesce(annual_revenue, ''),
        'country=' || coalesce(country, ''), 'region=' || coalesce(region, ''), 'lead_source=' || coalesce(lead_source, ''),
        'landing_page=' || coalesce(landing_page, ''), 'campaign_id=' || coalesce(campaign_id, ''),
        'owner_id=' || coalesce(owner_id, ''), 'email_status=' || coalesce(email_status, ''),
        'marketing_consent=' || coalesce(marketing_consent, ''), 'stated_need=' || coalesce(stated_need, ''),
        'purchase_timeframe=' || coalesce(purchase_timeframe, '')
    ) end as row_text
from read_parquet(getvariable('folder') || '/raw_leads.parquet')
where created_at < getvariable('as_of') and clean(lead_id) is not null;

-- One row per lead with several versions: the one that counts.
create temp table ranked_versions as
select * exclude (row_text)
from lead_versions
where row_text is not null
qualify row_number() over (
    partition by lead_id
    order by
        version_at > getvariable('as_of'),
        case when version_at <= getvariable('as_of') then version_at end desc nulls last,
        version_at,
        row_text
) = 1;

-- One row per job title: the seniority and department of its word of lowest rank.
create temp table job_titles as
with

titles as (
    select
        job_title,
        ' ' || trim(regexp_replace(regexp_replace(lower(job_title), '[],./&():;|+_-]', ' ', 'g'), ' +', ' ', 'g')) || ' ' as words
    from (select distinct job_title from lead_versions where job_title is not null)
)

select
    titles.job_title,
    arg_min(word.seniority, (cast(word.rank as integer), word.value)) filter (word.seniority is not null) as seniority,
    arg_min(word.department, (cast(word.rank as integer), word.value)) filter (word.department is not null) as department
from titles
inner join lookup('job_title_words') as word
    on contains(titles.words, ' ' || word.value || ' ')
group by titles.job_title;

-- One row per lead, with a number for its id, and what the lookups know of it.
create temp table leads as
with

counted as (
    select * from ranked_versions
    union all
    select * exclude (row_text) from lead_versions
    where row_text is null
),

sized as (
    select
        *,
        split_part(email, '@', 1) as email_name,
        split_part(email, '@', 2) as email_domain,
        regexp_extract(
            employees,
            '^([0-9]{1,3}(?:[.][0-9]{3})+|(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:[.][0-9]+)?)'
            || '( *(-|–|to) *([0-9]{1,3}([.][0-9]{3})+|([0-9]{1,3}(,[0-9]{3})+|[0-9]+)([.][0-9]+)?)| *[+]| or more)?( (employees|people))?$',
            1
        ) as first_number
    from counted
)

select
    cast(row_number() over () as integer) as lead_key,
    sized.lead_id,
    hash(sized.lead_id) as lead_hash,
    sized.version_at,
    sized.email is null and not coalesce(sized.is_hashed_email, false) and not coalesce(sized.is_phone, false) as is_anonymous,
    coalesce(sized.is_phone, false) as has_phone,
    email_domains.kind as email_kind,
    case
        when coalesce(sized.company_domain, case when coalesce(email_domains.kind, '') not in ('free_mail', 'disposable') then sized.email_domain end) is null
            then null
        when sized.company_domain is not null then coalesce(company_domains.kind, 'other')
        else coalesce(email_domains.kind, 'other')
    end as company_kind,
    sized.email is not null as has_email,
    sized.first_name in (select value from lookup('made_up_names')) or sized.last_name in (select value from lookup('made_up_names'))
    or coalesce(sized.first_name, '') || ' ' || coalesce(sized.last_name, '') in (select value from lookup('made_up_names')) as is_made_up,
    sized.email_name in (select value from lookup('made_up_names')) as is_test_address,
    sized.industry is not null as knows_industry,
    nullif(
        case
            when regexp_full_match(sized.first_number, '[0-9]{1,3}([.][0-9]{3})+') then cast(replace(sized.first_number, '.', '') as integer)
            else cast(round(cast(replace(nullif(sized.first_number, ''), ',', '') as decimal(28, 6))) as integer)
        end, 0
    ) as employee_count,
    industries.is_target = 'yes' as is_target_industry,
    titles.seniority,
    departments.is_target = 'yes' as is_target_department,
    countries.country in (select value from lookup('target_countries')) as is_target_country,
    countries.country in (select value from lookup('excluded_countries')) as is_excluded_country,
    sized.email_status,
    sized.has_stated_need,
    cast(timeframes.months as integer) as months_to_purchase
from sized
left join lookup('company_domains') as email_domains on sized.email_domain = email_domains.value
left join lookup('company_domains') as company_domains on sized.company_domain = company_domains.value
left join lookup('country_names') as countries on sized.country_name = countries.value
left join lookup('target_industries') as industries on sized.industry = industries.value
left join lookup('purchase_timeframes') as timeframes on sized.purchase_timeframe = timeframes.value
left join job_titles as titles on sized.job_title = titles.job_title
left join lookup('target_departments') as departments on titles.department = departments.value;
