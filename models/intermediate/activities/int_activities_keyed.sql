-- One row per row of raw_activities that is not older than the look-back: what features read of it, as keys and numbers. A text
-- is there only where somebody looks at it. Copies are still in it.
-- A table: its readers would otherwise pass all of the text through the casts again. Writing texts is what costs most of it.
{{ config(materialized='table') }}

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
    case when row_status = 'rejected' then reject_reason when row_status <> 'known' then row_status end as exclusion_reason,
    case when row_status = 'rejected' then source_system end as source_system,
    case when row_status = 'rejected' then activity_id end as activity_id,
    row_text
from {{ ref('int_activity_records') }}
where occurred_at >= {{ lookback_start() }} or occurred_at is null
