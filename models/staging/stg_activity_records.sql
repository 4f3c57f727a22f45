-- One row per row of raw_activities, typed and judged, with the canonical name of its type. Copies are still in it.
-- A table: each of its readers would otherwise pass all of the text through the casts again.
{{ config(materialized='table') }}
with

cleaned as (
    select
        *,
        {{ row_as_text('raw_activities') }} as row_text,
        {{ clean('activity_id') }} as clean_activity_id,
        {{ clean('lead_id') }} as clean_lead_id,
        {{ clean('activity_type') }} as raw_activity_type,
        {{ clean('occurred_at') }} as occurred_at_text,
        {{ clean('content_id') }} as clean_content_id,
        {{ clean('duration_seconds') }} as duration_seconds_text,
        {{ clean('amount') }} as amount_text
    from {{ ref('raw_activities') }}
),

type_names as (
    select
        value as spelling,
        value as activity_type
    from {{ ref('activity_types') }}

    union

    select
        value as spelling,
        activity_type
    from {{ ref('activity_type_aliases') }}
),

typed as (
    select
        cleaned.source_system,
        cleaned.row_text,
        cleaned.unreadable_line,
        cleaned.clean_activity_id as activity_id,
        cleaned.clean_lead_id as lead_id,
        cleaned.raw_activity_type,
        type_names.activity_type,
        {{ moment('cleaned.occurred_at', 'cleaned.occurred_at_text') }} as occurred_at,
        {{ clean('cleaned.campaign_id') }} as campaign_id,
        cleaned.clean_content_id as content_id,
        {{ clean('cleaned.session_id') }} as session_id,
        cleaned.duration_seconds_text,
        {{ to_number('cleaned.duration_seconds_text', 'integer') }} as duration_seconds,
        cleaned.amount_text,
        {{ to_number('cleaned.amount_text', 'numeric(18, 2)') }} as amount,
        {{ clean('cleaned.user_agent') }} as user_agent
    from cleaned
    left join type_names
        on {{ as_word('cleaned.raw_activity_type') }} = type_names.spelling
),

judged as (
    select
        typed.*,
        keys.lead_status,
        case
            when typed.unreadable_line is not null then 'unreadable line'
            when typed.activity_id is null or typed.lead_id is null then 'missing id'
            when typed.occurred_at is null then 'bad date'
            when typed.occurred_at > {{ run_started() }} then 'dated in the future'
            when keys.lead_status is null or keys.lead_status = 'rejected' then 'unknown lead'
        end as reject_reason
    from typed
    left join {{ ref('stg_lead_keys') }} as keys
        on
            typed.source_system = keys.source_system
            and typed.lead_id = keys.lead_id
),

decided as (
    select
        *,
        case
            when lead_status = 'erased' then 'erased'
            when occurred_at >= {{ as_of() }} and occurred_at <= {{ run_started() }} then 'not_yet'
            when occurred_at < {{ lookback_start() }} then 'older'
            when reject_reason is not null then 'rejected'
            when lead_status = 'not_yet' then 'not_yet'
            else 'known'
        end as row_status
    from judged
)

select
    source_system,
    activity_id,
    lead_id,
    raw_activity_type,
    activity_type,
    occurred_at,
    campaign_id,
    content_id,
    session_id,
    duration_seconds,
    amount,
    user_agent,
    duration_seconds_text,
    amount_text,
    row_status,
    reject_reason,
    -- The text of a whole row is long: it is kept where somebody will read it.
    case when row_status = 'rejected' then row_text end as row_text
from decided
