-- One row per campaign, channel and day of media spend before as_of, as often as a source wrote it with another amount.
select
    spend.source_system,
    spend.campaign_id,
    coalesce(spellings.spend_channel, spellings.kept_as) as channel,
    case when spellings.spend_channel is null then spend.channel_name end as unread_channel,
    cast(spend.spent_at as date) as spend_date,
    spend.amount
from {{ ref('stg_campaign_spend_records') }} as spend
inner join {{ ref('channel_spellings') }} as spellings
    on spend.channel_name = spellings.spelling
where spend.row_status = 'known' and spend.copy_number = 1
