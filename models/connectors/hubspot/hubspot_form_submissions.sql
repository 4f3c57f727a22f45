-- One row per row of HubSpot's table contact_form_submission: a form that a contact sent, named by the form where the lookup of
-- spellings knows its name.
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

-- A form called "Request Demo" is a demo requested. What counts as none of the lead's own doing is no form.
known as (
    select distinct {{ as_word('aliases.value') }} as word
    from {{ ref('activity_type_aliases') }} as aliases
    inner join {{ ref('activity_types') }} as types
        on aliases.activity_type = types.value
    where types.signal in ('engagement', 'intent')
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
    case when known.word is not null then named.form_name else 'form_submitted' end as activity_type,
    named.timestamp as occurred_at,
    {{ url_parameter('named.page_url', 'utm_campaign') }} as campaign_id,
    case when named.page_url is not null then {{ url_path('named.page_url') }} end as content_id,
    case when named.is_gone then 'deleted' end as left_out_as
from named
left join known
    on {{ as_word('named.form_name') }} = known.word
