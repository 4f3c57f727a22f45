-- One row per campaign, channel and day of media spend, from the table of the source schema.
{{ deliver_source('raw_campaign_spend') }}
