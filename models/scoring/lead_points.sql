-- One row per profiled lead: its points in each dimension before and after the limit, and what tells whether we know the company.
with

points as (
    select
        lead_id,
        sum(case when dimension = 'fit' and criterion <> 'limit' then points else 0 end) as raw_fit,
        sum(case when dimension = 'fit' then points else 0 end) as fit_score,
        sum(case when dimension = 'engagement' then points else 0 end) as engagement_score,
        sum(case when dimension = 'intent' then points else 0 end) as intent_score
    from {{ ref('lead_score_reasons') }}
    group by lead_id
)

select
    leads.lead_id,
    leads.employee_count,
    leads.industry,
    cast(coalesce(points.raw_fit, 0) as integer) as raw_fit,
    cast(coalesce(points.fit_score, 0) as integer) as fit_score,
    cast(coalesce(points.engagement_score, 0) as integer) as engagement_score,
    cast(coalesce(points.intent_score, 0) as integer) as intent_score
from {{ ref('lead_features') }} as leads
left join points
    on leads.lead_id = points.lead_id
where leads.is_profiled
