-- One row per row of raw_activities that is not older than the look-back: what features read of it, narrow. A lead is its
-- number, an id its key, and a text is there only where somebody reads it. Copies are still in it.
-- A table: its readers would otherwise pass all of the text through the casts again. Writing texts is what costs most of it.
{{ config(materialized='table') }}

select
    records.activity_key,
    records.lead_number,
    records.activity_type,
    records.occurred_at,
    -- Visits are of the last 30 days, interests of the last 90; clicks are held against deliveries of any age.
    case
        when records.occurred_at >= {{ as_of(-90) }} or records.activity_type like 'email_%' then records.content_id
    end as content_id,
    case when records.occurred_at >= {{ as_of(-30) }} then records.session_id end as session_id,
    case when records.occurred_at >= {{ as_of(-30) }} then records.duration_seconds end as duration_seconds,
    known_agents.user_agent is not null as is_by_known_agent,
    case when records.activity_type is null then records.raw_activity_type end as raw_activity_type,
    case when records.duration_seconds is null then records.duration_seconds_text end as unread_duration_seconds,
    case when records.amount is null then records.amount_text end as unread_amount,
    -- Null where the row counts.
    case when records.row_status <> 'known' then records.row_status end as left_out_as,
    case when records.row_status = 'rejected' then records.reject_reason end as reject_reason,
    case when records.row_status = 'rejected' then records.source_system end as source_system,
    case when records.row_status = 'rejected' then records.activity_id end as activity_id,
    records.row_text
from {{ ref('stg_activity_records') }} as records
left join {{ ref('known_agents') }} as known_agents
    on records.user_agent = known_agents.user_agent
where records.occurred_at >= {{ lookback_start() }} or records.occurred_at is null
