-- One row per row of raw_campaign_spend, typed and judged. Spend has no id: rows equal in all columns are copies.
-- A table: each of its readers would otherwise read all of the text again.
{{ config(materialized='table') }}
with

trimmed as (
    select
        source_system,
        {{ row_as_text('raw_campaign_spend') }} as row_text,
        {{ trimmed_columns('raw_campaign_spend') }}
    from {{ ref('raw_campaign_spend') }}
    {{ computed_once() }}
),

cleaned as (
    select
        source_system,
        row_text,
        {{ cleaned_columns('raw_campaign_spend') }}
    from trimmed
    {{ computed_once() }}
),

typed as (
    select
        *,
        campaign_id_text as campaign_id,
        lower(channel_text) as channel_name,
        {{ moment('given_spend_date', 'spend_date_text') }} as spent_at,
        {{ number('given_amount', 'numeric(18, 2)', to_number('amount_text', 'numeric(18, 2)')) }} as written_amount
    from cleaned
    {{ computed_once() }}
),

judged as (
    select
        typed.*,
        {{ at_home('typed') }} as amount,
        typed.campaign_id as record_key,
        case
            when typed.unreadable_line is not null then 'unreadable line'
            when typed.campaign_id is null or typed.channel_name is null then 'missing id'
            when {{ is_damaged('typed.campaign_id') }} then 'damaged id'
            when typed.spent_at is null then 'bad date'
            when typed.spent_at > {{ run_started() }} then 'dated in the future'
            when typed.written_amount is null then 'bad amount'
        end as reject_reason
    from typed
    {{ join_rates('typed', 'typed.spent_at') }}
),

decided as (
    select
        *,
        case
            when spent_at >= {{ as_of() }} and spent_at <= {{ run_started() }} then 'not_yet'
            when reject_reason is not null then 'rejected'
            else 'known'
        end as row_status
    from judged
)

select
    *,
    {{ unread_currency() }} as unread_currency,
    row_number() over (partition by source_system, row_text order by record_key) as copy_number
from decided
