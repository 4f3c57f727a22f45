-- One row per row of HubSpot's table contact_form_submission: a form that a contact sent, with its name.
with

submissions as (
    {{ hubspot_rows('contact_form_submission', ['contact_id', 'timestamp'], [
        'form_id', 'conversion_id', 'page_url', 'title', '_fivetran_deleted', '_fivetran_synced',
    ], keys=['contact_id', 'form_id', 'conversion_id', 'timestamp']) }}
),

forms as (
    {{ hubspot_rows('form', ['guid', 'name'], ['updated_at', '_fivetran_synced', '_fivetran_deleted'],
        keys=['guid'], modified='updated_at') }}
),

form_names as (
    select
        guid,
        max({{ in_byte_order('name') }}) as name
    from forms
    where tells_of_then
    group by guid
),

named as (
    select
        submissions.*,
        coalesce(form_names.name, submissions.title) as form_name
    from submissions
    left join form_names
        on submissions.form_id = form_names.guid
)

select
    named.contact_id,
    concat(
        'form:', coalesce(named.contact_id, ''), ':', coalesce(named.form_id, ''), ':',
        coalesce(named.conversion_id, named.timestamp, '')
    ) as submission_id,
    'form_submitted' as activity_type,
    named.form_name,
    named.timestamp as occurred_at,
    {{ url_parameter('named.page_url', 'utm_campaign') }} as campaign_id,
    case when named.page_url is not null then {{ url_path('named.page_url') }} end as content_id,
    case when named.is_gone then 'deleted' end as exclusion_reason
from named
