-- One row per activity of the look-back that shows engagement or intent, and that no program did: the touches of the metrics.
-- What sales rejected a lead for later does not undo a touch, hence not counted_activities.
{{ config(materialized='view') }}

select
    activities.lead_number,
    activities.campaign_number,
    activities.content_number,
    activities.occurred_at
from {{ ref('int_activities_deduped') }} as activities
left join {{ ref('bot_activities') }} as automated
    on activities.activity_key = automated.activity_key
where activities.signal in ('engagement', 'intent') and automated.activity_key is null
