-- One row per lead: the channel on which most was spent for its campaign; else that of its source; else the source itself where
-- money was spent on what is called the same.
{{ config(materialized='view') }}

with

spent as (
    select distinct channel from {{ ref('campaign_spend') }}
)

select
    leads.lead_id,
    coalesce(campaigns.channel, leads.channel, spent.channel, 'unknown') as channel
from {{ ref('lead_features') }} as leads
left join {{ ref('campaign_channels') }} as campaigns
    on leads.campaign_id = campaigns.campaign_id
left join {{ ref('channel_spellings') }} as spellings
    on leads.lead_source = spellings.spelling
left join spent
    on spellings.kept_as = spent.channel
