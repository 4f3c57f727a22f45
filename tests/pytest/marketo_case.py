"""A connector for Marketo as Fivetran lands it, written as models/connectors/README.md says, and a few rows of each kind."""

LEADS = """-- One row per lead of Marketo, in the shape of raw_leads.
with leads as (
    select
        'marketo:' || id as lead_id,
        created_at,
        updated_at,
        email,
        first_name,
        last_name,
        phone,
        title as job_title,
        company as company_name,
        industry,
        number_of_employees as employee_count,
        annual_revenue,
        country,
        lead_source,
        case when email_invalid = 'true' then 'bounced' end as email_status,
        case when unsubscribed = 'true' then 'opted_out' end as marketing_consent,
        lead_score as vendor_score
    from ({{ vendor_table('marketo', 'lead', ['id', 'created_at'], [
        'updated_at', 'email', 'first_name', 'last_name', 'phone', 'title', 'company', 'industry', 'number_of_employees',
        'annual_revenue', 'country', 'lead_source', 'email_invalid', 'unsubscribed', 'lead_score', '_fivetran_deleted',
    ], must_exist=true) }}) as people
    where coalesce(_fivetran_deleted, 'false') <> 'true'
)

{{ deliver('raw_leads', 'leads', [
    'lead_id', 'created_at', 'updated_at', 'email', 'first_name', 'last_name', 'phone', 'job_title', 'company_name',
    'industry', 'employee_count', 'annual_revenue', 'country', 'lead_source', 'email_status', 'marketing_consent',
    'vendor_score',
]) }}
"""

ACTIVITIES = """-- One row per activity or program membership of Marketo, in the shape of raw_activities.
{%- set types = {
    'activity_visit_webpage': 'page_viewed',
    'activity_fill_out_form': 'form_submitted',
    'activity_email_delivered': 'email_delivered',
    'activity_open_email': 'email_opened',
    'activity_click_email': 'email_clicked',
    'activity_email_bounced': 'email_bounced',
    'activity_unsubscribe_email': 'unsubscribed',
} %}
with activities as (
    {%- for table, type in types.items() %}
    select
        'marketo:' || id as activity_id,
        'marketo:' || lead_id as lead_id,
        case when webpage_url like '%/pricing%' then 'pricing_page_viewed' else '{{ type }}' end as activity_type,
        activity_date as occurred_at,
        campaign_id,
        coalesce(webpage_url, primary_attribute_value) as content_id,
        user_agent
    from ({{ vendor_table('marketo', table, ['id', 'lead_id', 'activity_date'], [
        'campaign_id', 'webpage_url', 'primary_attribute_value', 'user_agent',
    ]) }}) as {{ table }}
    union all
    {%- endfor %}
    select
        'marketo:program_membership:' || id as activity_id,
        'marketo:' || lead_id as lead_id,
        'program ' || progression_status as activity_type,
        membership_date as occurred_at,
        null as campaign_id,
        program_id as content_id,
        null as user_agent
    from ({{ vendor_table('marketo', 'program_membership', [
        'id', 'lead_id', 'program_id', 'progression_status', 'membership_date',
    ]) }}) as program_membership
)

{{ deliver('raw_activities', 'activities', [
    'activity_id', 'lead_id', 'activity_type', 'occurred_at', 'campaign_id', 'content_id', 'user_agent',
]) }}
"""

LINKS = """-- One row per merge of two leads of Marketo, in the shape of raw_lead_links.
with links as (
    select
        'marketo:' || merge_ids as lead_id,
        'marketo:' || lead_id as same_as,
        'merged' as link,
        activity_date as linked_at
    from ({{ vendor_table('marketo', 'activity_merge_leads', ['lead_id', 'merge_ids', 'activity_date']) }}) as merged
)

{{ deliver('raw_lead_links', 'links', ['lead_id', 'same_as', 'link', 'linked_at']) }}
"""

DESCRIBED = """version: 2
sources:
  - name: marketo
    database: "{{ var('raw_database') }}"
    schema: "{{ var('schemas').get('marketo', 'marketo') }}"
    config: {enabled: "{{ 'marketo' in var('connectors') }}"}
    tables:
      - {name: lead}
      - {name: activity_visit_webpage}
      - {name: activity_fill_out_form}
      - {name: activity_email_delivered}
      - {name: activity_open_email}
      - {name: activity_click_email}
      - {name: activity_email_bounced}
      - {name: activity_unsubscribe_email}
      - {name: activity_merge_leads}
      - {name: program_membership, identifier: "Mitglieder der Programme, übersetzt"}
models:
  - name: marketo_leads
    description: Leads of Marketo in the shape of raw_leads.
    config: {enabled: "{{ 'marketo' in var('connectors') }}"}
  - name: marketo_activities
    description: Activities and program memberships of Marketo in the shape of raw_activities.
    config: {enabled: "{{ 'marketo' in var('connectors') }}"}
  - name: marketo_lead_links
    description: Merges of Marketo in the shape of raw_lead_links.
    config: {enabled: "{{ 'marketo' in var('connectors') }}"}
"""

FILES = {"marketo_leads.sql": LEADS, "marketo_activities.sql": ACTIVITIES, "marketo_lead_links.sql": LINKS}
FILES["_marketo.yml"] = DESCRIBED

# Lead 3 is deleted, 4 was merged into 1. One visit is of the year 1970, one ahead of its time; a form is there twice.
TABLES = """
create schema marketo;
create table marketo.lead as select * from (values
    (1, timestamptz '2026-01-05 10:00:00+01', 'zoë@fernworks.example', 'Zoë', 'VP Marketing', 'Fernworks', 'Software', '200',
        'Germany', false, 80, false),
    (2, timestamptz '2026-01-06 10:00:00+01', 'bo@oak.example', 'Bo', 'Student', null, null, 'few', null, true, 5, null),
    (3, timestamptz '2026-01-07 10:00:00+01', 'gone@oak.example', 'Gone', null, null, null, null, null, null, null, true),
    (5, null, 'undated@oak.example', 'No', null, null, null, null, null, null, null, null)
) as leads (
    id, created_at, email, first_name, title, company, industry, number_of_employees, country, unsubscribed, lead_score,
    _fivetran_deleted
);
create table marketo.activity_visit_webpage as select * from (values
    ('v1', 1, timestamptz '2026-02-27 09:00:00+00', 7, 'www.acme.example/pricing'),
    ('v2', 1, timestamptz '2026-02-28 09:00:00+00', 7, 'www.acme.example/pricing'),
    ('v3', 1, timestamptz '1970-01-01 00:00:00+00', 7, 'www.acme.example/'),
    ('v4', 2, timestamptz '2999-01-01 00:00:00+00', 7, 'www.acme.example/'),
    ('v5', 4, timestamptz '2026-02-28 09:00:00+00', 7, 'www.acme.example/'),
    ('v6', 3, timestamptz '2026-02-28 09:00:00+00', 7, 'www.acme.example/')
) as visits (id, lead_id, activity_date, campaign_id, webpage_url);
create table marketo.activity_fill_out_form as select * from (values
    ('f1', 1, '2026-03-01T09:00:00Z', 'Demo'),
    ('f1', 1, '2026-03-01T09:00:00Z', 'Demo'),
    ('e1', 1, '2026-03-01T09:00:00Z', 'An id that a mail has too'),
    ('f2', 2, '01/03/2026', 'Demo')
) as forms (id, lead_id, activity_date, primary_attribute_value);
create table marketo.activity_email_delivered as
    select 'e' || n as id, n as lead_id, timestamp '2026-02-20 08:00:00' as activity_date from range(1, 9) as r (n);
create table marketo.activity_open_email as select 1 as id, 1 as lead_id, '2026-02-20 08:30:00' as activity_date where false;
create table marketo."Mitglieder der Programme, übersetzt" as select
    1 as "ID", 1.0::double as "Lead Id", 9 as "Program-ID", 'Attended' as "Progression Status",
    date '2026-02-25' as "membership_date";
create table marketo.activity_merge_leads as select * from (values
    (1, '4', timestamp '2026-02-01 08:00:00'), (77, '78', timestamp '2026-02-01 08:00:00')
) as merges (lead_id, merge_ids, activity_date);
"""
