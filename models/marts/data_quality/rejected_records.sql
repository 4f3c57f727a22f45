-- One row per raw row that was turned away, with the reason: nothing is lost without a trace.
with

rejected as (
    select
        'raw_leads' as raw_table,
        source_system,
        lead_id as record_key,
        reject_reason,
        row_text
    from {{ ref('int_lead_records') }}
    where row_status = 'rejected'

    union all

    select
        'raw_activities' as raw_table,
        source_system,
        activity_id as record_key,
        exclusion_reason as reject_reason,
        row_text
    from {{ ref('int_activities_keyed') }}
    where exclusion_reason not in ('not_yet', 'erased')

    union all

    select
        'raw_sales_outcomes' as raw_table,
        source_system,
        lead_id as record_key,
        reject_reason,
        row_text
    from {{ ref('int_sales_outcome_records') }}
    where row_status = 'rejected'

    union all

    select
        'raw_campaign_spend' as raw_table,
        source_system,
        record_key,
        reject_reason,
        row_text
    from {{ ref('stg_campaign_spend_records') }}
    where row_status = 'rejected'

    union all

    select
        'raw_content' as raw_table,
        source_system,
        content_id as record_key,
        reject_reason,
        row_text
    from {{ ref('stg_content_records') }}
    where row_status = 'rejected'

    union all

    select
        'raw_privacy_requests' as raw_table,
        source_system,
        record_key,
        reject_reason,
        row_text
    from {{ ref('stg_privacy_request_records') }}
    where row_status = 'rejected'

    union all

    select
        'raw_lead_links' as raw_table,
        source_system,
        lead_id as record_key,
        reject_reason,
        row_text
    from {{ ref('int_lead_link_records') }}
    where row_status = 'rejected'
)

select
    raw_table,
    source_system,
    {{ personal('record_key') }} as record_key,
    reject_reason,
    {{ personal('row_text') }} as row_text
from rejected
