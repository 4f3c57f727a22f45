-- One row per row of raw_activities that is not older than the look-back: the lead that it is about, and what features read of
-- it, as keys and numbers. A text is there only where somebody looks at it. Copies are still in it. A table, since each reader
-- would cast all of the text again. Only keys and numbers are written, because writing text costs most.
{{ config(materialized='table') }}
with

named as (
    select
        records.*,
        keys.lead_status,
        keys.lead_number,
        erased.record is not null as is_erased
    from {{ ref('stg_activity_records') }} as records
    left join {{ ref('int_lead_id_crosswalk') }} as keys
        on records.source_system = keys.source_system and records.lead_id = keys.lead_id
    -- Erased records have no key, so only rows without one are checked.
    left join {{ ref('int_erased_records') }} as erased
        on
            case when keys.lead_id is null then {{ record_digest('records.source_system', 'records.lead_id') }} end
            = erased.record
    where records.occurred_at >= {{ lookback_start() }} or records.occurred_at is null
),

-- Nearly all rows count, and the first case answers for them.
judged as (
    select
        *,
        case
            when reject_reason is null and lead_status = 'known' and occurred_at < {{ as_of() }} then null
            when is_erased then 'erased'
            when occurred_at >= {{ as_of() }} and occurred_at <= {{ run_started() }} then 'not_yet'
            when reject_reason is not null then reject_reason
            when lead_status = 'not_yet' then 'not_yet'
            else {{ reason_of_lead('lead_status', 'lead_id') }}
        end as exclusion_reason
    from named
),

decided as (
    select
        *,
        exclusion_reason is not null and exclusion_reason not in ('not_yet', 'erased') as is_rejected
    from judged
)

select
    activity_key,
    lead_number,
    spelling_number,
    type_number,
    content_number,
    form_number,
    campaign_number,
    occurred_at,
    is_by_known_agent,
    session_id,
    case when occurred_at >= {{ as_of(-30) }} then duration_seconds end as duration_seconds,
    case when duration_seconds is null then duration_seconds_text end as unread_duration_seconds,
    amount,
    case when written_amount is null then amount_text end as unread_amount,
    {{ unread_currency() }} as unread_currency,
    -- Null where the row counts; else not_yet, erased, or why it was rejected.
    exclusion_reason,
    case when is_rejected then source_system end as source_system,
    case when is_rejected then activity_id end as activity_id,
    case when is_rejected then {{ row_as_text('raw_activities', 'given_') }} end as row_text
from decided
