-- One row per row of HubSpot's table contact_form_submission: a form that a contact sent, with its name.
with

submissions as (
    {{ vendor_table('hubspot', 'contact_form_submission', ['contact_id', 'timestamp'], [
        'form_id', 'conversion_id', 'page_url', 'title', '_fivetran_deleted', '_fivetran_synced',
    ]) }}
),

forms as (
    {{ vendor_table('hubspot', 'form', ['guid', 'name']) }}
),

form_names as (
    select
        guid,
        max({{ in_byte_order('name') }}) as name
    from forms
    group by guid
),

named as (
    select
        submissions.*,
        {{ gone_from_hubspot(['contact_id', 'form_id', 'conversion_id', 'timestamp'], is_set('_fivetran_deleted')) }} as is_gone,
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
    case when named.is_gone then 'deleted' end as left_out_as
from named
