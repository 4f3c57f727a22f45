-- One row per lead, id that it was recorded under, and date on which its stage, flags, grade, rules or segment changed, or its
-- score moved by 5 or more. The history of a record follows it into the lead that it is part of today.
{{ config(materialized='view') }}
{%- set columns = [
    'recorded_on', 'recorded_at', 'stage', 'stage_since', 'qualified_by', 'qualified_since', 'hand_raiser', 'sales_ready',
    'sales_ready_since', 'customer_is_back', 'missing', 'expired_at', 'nurture_segment', 'nurture_segment_since', 'grade',
    'fit_score', 'engagement_score', 'intent_score', 'lead_score', 'tipped_by',
] %}

select
    coalesce(merged.known_as, recorded.lead_id) as lead_id,
    recorded.lead_id as recorded_as,
    recorded.{{ columns | join(',\n    recorded.') }}
from {{ ref('lead_stage_log') }} as recorded
left join {{ ref('int_former_lead_ids') }} as merged
    on recorded.lead_id = merged.lead_id
where recorded.lead_id is not null
