-- One row per campaign and day of media spend, from every connector that is on, all text.
{{ union_of_connectors('raw_campaign_spend') }}
