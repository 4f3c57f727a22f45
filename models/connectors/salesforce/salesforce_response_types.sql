-- One row per campaign type and member status, as type/status: the activity that such a response is, by
-- salesforce_campaign_responses. The first pattern by rank wins.
{{ first_pattern(ref('salesforce_members'), 'type_and_status', ref('salesforce_campaign_responses'), 'activity_type') }}
