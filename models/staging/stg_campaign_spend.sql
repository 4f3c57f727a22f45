-- One row per campaign, channel and day of media spend before as_of, as often as a source wrote it with another amount.
select
    source_system,
    campaign_id,
    channel,
    cast(spent_at as date) as spend_date,
    amount
from {{ ref('stg_campaign_spend_records') }}
where row_status = 'known' and copy_number = 1
