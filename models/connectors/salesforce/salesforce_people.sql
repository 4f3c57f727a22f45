-- One row per row of lead and of contact, in columns that both have: who it is, and why it is left out where it is.
-- A person who is a lead and later a contact has both: salesforce_lead_links says that they are one.
{%- set both = [
    'email', 'first_name', 'last_name', 'phone', 'mobile_phone', 'title', 'lead_source', 'owner_id', 'has_opted_out_of_email',
    'do_not_call', 'email_bounced_date', 'master_record_id', 'pi__score__c', 'score__c',
    'individual_id',
] %}
{%- set of_leads = [
    'company', 'website', 'industry', 'number_of_employees', 'annual_revenue', 'country_code', 'country', 'state', 'status',
    'is_converted', 'converted_date', 'converted_contact_id', 'converted_opportunity_id',
] %}
{%- set of_contacts = ['account_id', 'mailing_country_code', 'mailing_country', 'mailing_state'] %}

{#- A custom column that says what people allow is read as one of a file. #}
{%- set own = {'lead': [], 'contact': []} %}
{%- for table in own %}
{%- set found = own_consent_columns('salesforce', table, both + of_leads, behind='__c') %}
{%- do own[table].extend((found.marketing_consent + found.do_not_call) | map('first') | unique) %}
{%- endfor %}

with

leads as (
    {{ salesforce_rows('lead', ['created_date'], both + of_leads + own.lead) }}
),

contacts as (
    {{ salesforce_rows('contact', ['created_date'], both + of_contacts + own.contact) }}
),

people as (
    {%- for table, given in {'lead': of_leads, 'contact': of_contacts}.items() %}
    select
        '{{ table }}' as table_name,
        id,
        created_date,
        modified,
        modified_at,
        is_deleted,
        tells_of_then,
        {%- for column in both + of_leads if column not in ['country_code', 'country', 'state'] %}
        {{ column if column in both + given else as_text('null') ~ ' as ' ~ column }},
        {%- endfor %}
        {%- for column in (own.lead + own.contact) | unique %}
        {{ column if column in own[table] else as_text('null') ~ ' as ' ~ column }},
        {%- endfor %}
        {%- set place = 'mailing_' if table == 'contact' else '' %}
        coalesce({{ place }}country_code, {{ place }}country) as country,
        {{ place }}state as region,
        {{ 'account_id' if table == 'contact' else as_text('null') ~ ' as account_id' }}
    from {{ table }}s
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- A record is gone when the newest version that tells of as_of says so, in whatever order versions arrived. Without moments, any
-- that says so counts.
newest as (
    select
        table_name,
        id,
        max(modified_at) as newest_at,
        count(distinct modified_at) > 1 as has_versions,
        max(case when is_deleted then 1 else 0 end) = 1
        and coalesce(
            max(case when is_deleted then modified_at end) >= max(case when not is_deleted then modified_at end), true
        ) as is_gone
    from people
    where tells_of_then
    group by table_name, id
)

select
    people.*,
    people.tells_of_then and coalesce(newest.newest_at <= people.modified_at, true) as is_newest,
    newest.has_versions,
    case when newest.is_gone then 'deleted' end as exclusion_reason
from people
left join newest
    on people.table_name = newest.table_name and people.id = newest.id
