-- One row per campaign with media spend: the channel on which most of it was spent.
{{ config(materialized='view') }}

with

spent as (
    select
        campaign_id,
        channel,
        row_number() over (
            partition by campaign_id
            order by coalesce(sum(amount), 0) desc, {{ in_byte_order('channel') }}
        ) as place
    from {{ ref('campaign_spend') }}
    group by campaign_id, channel
)

select
    campaign_id,
    channel
from spent
where place = 1
