-- One row per row of raw_content, cleaned and judged. Of several rows with one id, copy 1 counts: the first by its text.
-- A table: each of its readers would otherwise read all of the text again.
{{ config(materialized='table') }}
with

cleaned as (
    select
        source_system,
        {{ row_as_text('raw_content') }} as row_text,
        unreadable_line,
        {{ clean('content_id') }} as content_id,
        {{ clean('title') }} as title,
        {{ clean('kind') }} as kind,
        {{ clean('topic') }} as topic,
        {{ clean('journey_stage') }} as journey_stage,
        {{ clean('persona') }} as persona,
        {{ clean('concern') }} as concern
    from {{ ref('raw_content') }}
),

judged as (
    select
        source_system,
        row_text,
        content_id,
        title,
        {{ as_word('kind') }} as kind,
        lower(topic) as topic,
        {{ as_word('journey_stage') }} as journey_stage,
        {{ as_word('persona') }} as persona,
        {{ as_word('concern') }} as concern,
        case
            when unreadable_line is not null then 'unreadable line'
            when content_id is null then 'missing id'
            when {{ is_damaged('content_id') }} then 'damaged id'
        end as reject_reason,
        row_number() over (
            partition by source_system, content_id order by {{ in_byte_order('row_text') }}
        ) as copy_number
    from cleaned
)

select
    *,
    case when reject_reason is null then 'known' else 'rejected' end as row_status
from judged
