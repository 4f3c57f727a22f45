-- One row per version of a lead or contact of Salesforce, in the shape of raw_leads.
{%- set own = {'marketing_consent': [], 'do_not_call': []} %}
{%- for table in ['lead', 'contact'] %}
{%- for column, sources in own_consent_columns('salesforce', table, [], behind='__c').items() %}
{%- for source in sources if source not in own[column] %}{% do own[column].append(source) %}{% endfor %}
{%- endfor %}
{%- endfor %}

with

people as (
    select * from {{ ref('salesforce_people') }}
    where exclusion_reason is null
),

account_versions as (
    {{ salesforce_versions('account', [], [
        'name', 'website', 'industry', 'number_of_employees', 'annual_revenue', 'billing_country_code', 'billing_country',
        'billing_state',
    ]) }}
),

accounts as (
    select * from account_versions
    where id is not null and version_number = 1 and not is_deleted
),

user_versions as (
    {{ salesforce_versions('user', [], ['is_active']) }}
),

-- Who left keeps what was theirs, in Salesforce; nobody calls those leads.
users_who_left as (
    select id from user_versions
    where version_number = 1 and (is_deleted or is_active is not null and not {{ is_set('is_active') }})
),

-- Two scores of different make are no scale: who has Account Engagement (Pardot) is ranked by that one alone.
scored as (
    select max(case when pi__score__c is not null then 1 else 0 end) as has_pardot from people
    where tells_of_then and {{ is_known(to_timestamp('created_date')) }}
),

-- Of an account there is one version: a version of its contact from before that knows nothing of it, but for the newest. That one
-- is as new as its account, unless older versions of it would then count in its place.
versions as (
    select
        people.*,
        accounts.name as account_name,
        accounts.website as account_website,
        accounts.industry as account_industry,
        accounts.number_of_employees as account_employees,
        accounts.annual_revenue as account_revenue,
        coalesce(accounts.billing_country_code, accounts.billing_country) as account_country,
        accounts.billing_state as account_state,
        case
            when
                accounts.modified_at > people.modified_at
                and ({{ is_known('accounts.modified_at') }} or not people.has_versions)
                then accounts.modified
            else people.modified
        end as updated_at,
        scored.has_pardot,
        coalesce(individuals.objects_to_marketing, false) as objects_to_marketing,
        users_who_left.id is null and people.owner_id not like '00G%' as has_owner
    from people
    left join accounts
        on
            people.account_id = accounts.id
            and (people.is_newest or people.modified_at >= accounts.modified_at)
    left join users_who_left
        on people.owner_id = users_who_left.id
    left join {{ ref('salesforce_individuals') }} as individuals
        on people.individual_id = individuals.id
    cross join scored
),

leads as (
    select
        case when id is not null then concat('salesforce:', id) end as lead_id,
        created_date as created_at,
        updated_at,
        email,
        first_name,
        last_name,
        coalesce(phone, mobile_phone) as phone,
        title as job_title,
        coalesce(company, account_name) as company_name,
        coalesce(website, account_website) as company_domain,
        coalesce(industry, account_industry) as industry,
        coalesce(number_of_employees, account_employees) as employee_count,
        coalesce(annual_revenue, account_revenue) as annual_revenue,
        coalesce(country, account_country) as country,
        coalesce(region, account_state) as region,
        lead_source,
        -- 00G is a queue, and nobody's desk.
        case when has_owner then owner_id end as owner_id,
        case when email_bounced_date is not null then 'bounced' end as email_status,
        -- Not to have opted out is no opt-in.
        case
            when objects_to_marketing or {{ is_objection('has_opted_out_of_email') }} then 'opted_out'
            {%- if own.marketing_consent %}
            else nullif({{ consent_out_of(own.marketing_consent) }}, 'unknown')
            {%- endif %}
        end as marketing_consent,
        {{ do_not_call_out_of([('do_not_call', '')] + own.do_not_call) if own.do_not_call else 'do_not_call' }} as do_not_call,
        status as lead_status,
        coalesce(pi__score__c, case when has_pardot = 0 then score__c end) as vendor_score
    from versions
)

{{ deliver('raw_leads', 'leads', [
    'lead_id', 'created_at', 'updated_at', 'email', 'first_name', 'last_name', 'phone', 'job_title', 'company_name',
    'company_domain', 'industry', 'employee_count', 'annual_revenue', 'country', 'region', 'lead_source', 'owner_id',
    'email_status', 'marketing_consent', 'do_not_call', 'lead_status', 'vendor_score',
]) }}
