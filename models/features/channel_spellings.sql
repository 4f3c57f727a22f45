-- One row per spelling of a lead's source or a channel of media spend: the channel it is for a lead, and for spend. Null where
-- no lookup knows it; kept_as is what it is called then.
{{ config(materialized='table') }}

with

given as (
    select spoken as spelling from {{ ref('picklist_values') }}
    where attribute = 'lead_source'

    union

    select channel_name as spelling from {{ ref('stg_campaign_spend_records') }}
),

worded as (
    select
        spelling,
        {{ words_of_channel('spelling') }} as words
    from given
    where spelling is not null
)

select
    worded.spelling,
    sources.channel as lead_channel,
    coalesce(sources.channel_of_spend, sources.channel) as spend_channel,
    -- What is nothing but marks has no words.
    coalesce(nullif(replace(worded.words, ' ', '_'), ''), worded.spelling) as kept_as
from worded
left join {{ ref('lead_sources') }} as sources
    on worded.words = lower(sources.value)
