-- One row per value that no lookup knows, with the leads affected and the rows: what to add to a lookup next.
with

leads as (
    select
        int_leads.lead_number,
        int_leads.job_title,
        identity.industry,
        identity.lead_source,
        identity.purchase_timeframe,
        identity.purchase_within_months,
        identity.unknown_title_words as unknown_words,
        identity.seniority,
        identity.department,
        identity.is_target_industry,
        identity.channel,
        identity.unread_lifecycle_stage,
        identity.unread_lead_status
    from {{ ref('int_leads') }} as int_leads
    inner join {{ ref('lead_identity') }} as identity
        on int_leads.lead_id = identity.lead_id
),

unknown_forms as (
    select distinct
        form_number,
        form_name
    from {{ ref('form_spellings') }}
    where not is_known
),

unmapped as (
    select
        'job_title' as attribute,
        lower(job_title) as unmapped_value,
        lead_number
    from leads
    where job_title is not null and seniority is null and department is null

    union all

    -- Of a title that is known in part.
    select
        'job_title_word' as attribute,
        {{ each_of('unknown_words') }} as unmapped_value,
        lead_number
    from leads
    where unknown_words is not null and coalesce(seniority, department) is not null

    union all

    select
        'industry' as attribute,
        industry as unmapped_value,
        lead_number
    from leads
    where industry is not null and is_target_industry is null

    union all

    select
        'lead_source' as attribute,
        lead_source as unmapped_value,
        lead_number
    from leads
    where lead_source is not null and channel is null

    {%- for column in ['lifecycle_stage', 'lead_status'] %}

    union all

    select
        '{{ column }}' as attribute,
        lower(unread_{{ column }}) as unmapped_value,
        lead_number
    from leads
    where unread_{{ column }} is not null
    {%- endfor %}

    union all

    -- Spend is nobody's.
    select
        'spend_channel' as attribute,
        unread_channel as unmapped_value,
        cast(null as integer) as lead_number
    from {{ ref('campaign_spend') }}
    where unread_channel is not null

    union all

    select
        'country' as attribute,
        lower(unread_country) as unmapped_value,
        lead_number
    from {{ ref('int_leads') }}
    where unread_country is not null

    union all

    select
        'purchase_timeframe' as attribute,
        purchase_timeframe as unmapped_value,
        lead_number
    from leads
    where purchase_timeframe is not null and purchase_within_months is null

    union all

    select
        'activity_type' as attribute,
        coalesce(lower(spellings.raw_activity_type), '(none)') as unmapped_value,
        activities.lead_number
    from {{ ref('int_activities_deduped') }} as activities
    left join {{ ref('activity_type_spellings') }} as spellings
        on activities.spelling_number = spellings.spelling_number
    where activities.type_number is null

    union all

    select
        'form' as attribute,
        forms.form_name as unmapped_value,
        activities.lead_number
    from {{ ref('int_activities_deduped') }} as activities
    inner join unknown_forms as forms
        on activities.form_number = forms.form_number
    where activities.activity_type = 'form_submitted'

    union all

    select
        'page' as attribute,
        pages.content_id as unmapped_value,
        activities.lead_number
    from {{ ref('int_activities_deduped') }} as activities
    inner join {{ ref('unknown_pages') }} as pages
        on activities.content_number = pages.content_number
    where activities.activity_type = 'page_viewed'
),

-- Pages are full of numbers.
shown as (
    select
        attribute,
        case
            when attribute = 'page' and unmapped_value not like '%@%' then unmapped_value
            else {{ without_contact('unmapped_value') }}
        end as unmapped_value,
        lead_number
    from unmapped
)

select
    attribute,
    unmapped_value,
    cast(count(distinct lead_number) as integer) as leads_affected,
    cast(count(*) as integer) as row_count
from shown
group by attribute, unmapped_value
