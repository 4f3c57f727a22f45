-- One row per warehouse: since when the raw tables hold leads and activities, and how many rows of each there are.
-- Read before anything is scored: how much of the past a first run can record.
with

leads as (
    select {{ trimmed_columns('raw_leads') }}
    from {{ ref('raw_leads') }}
),

cleaned_leads as (
    select {{ cleaned_columns('raw_leads') }}
    from leads
),

activities as (
    select {{ trimmed_columns('raw_activities') }}
    from {{ ref('raw_activities') }}
),

cleaned_activities as (
    select {{ cleaned_columns('raw_activities') }}
    from activities
),

first_lead as (
    select
        min({{ moment('given_created_at', 'created_at_text') }}) as leads_from,
        count(*) as leads
    from cleaned_leads
),

first_activity as (
    select
        min({{ moment('given_occurred_at', 'occurred_at_text') }}) as activities_from,
        count(*) as activities
    from cleaned_activities
)

select
    first_lead.leads_from,
    first_lead.leads,
    first_activity.activities_from,
    first_activity.activities
from first_lead
cross join first_activity
