-- One row per lead and criterion: met, not met or unknown. Gates are among them, in the dimension disqualification,
-- without points.
{{ config(materialized=read_often()) }}

with

criteria as (
    select
        lead_id,
        'fit' as dimension,
        criterion,
        reason,
        points,
        is_met
    from {{ ref('fit_criteria') }}

    union all

    select
        lead_id,
        'engagement' as dimension,
        criterion,
        reason,
        points,
        is_met
    from {{ ref('engagement_criteria') }}

    union all

    select
        lead_id,
        'intent' as dimension,
        criterion,
        reason,
        points,
        is_met
    from {{ ref('intent_criteria') }}

    union all

    select
        lead_id,
        'disqualification' as dimension,
        criterion,
        reason,
        0 as points,
        is_met
    from {{ ref('disqualification_criteria') }}
),

decided as (
    select
        *,
        case
            when is_met is null then 'unknown'
            when is_met and (points <> 0 or dimension = 'disqualification') then 'met'
            else 'not_met'
        end as criterion_status
    from criteria
)

select
    lead_id,
    dimension,
    criterion,
    case when criterion_status = 'met' then reason end as reason,
    points,
    criterion_status
from decided
