-- One row per profiled lead: its points in each dimension before and after the limit, and what tells whether we know the company.
select
    leads.lead_id,
    leads.employee_count,
    leads.industry,
    {%- for dimension in ['fit', 'engagement', 'intent'] %}
    cast(
        coalesce(sum(case when reasons.dimension = '{{ dimension }}' and reasons.criterion <> 'limit' then reasons.points end), 0)
        as integer
    ) as raw_{{ dimension }},
    cast(
        coalesce(sum(case when reasons.dimension = '{{ dimension }}' then reasons.points end), 0) as integer
    ) as {{ dimension }}_score{{ ',' if not loop.last }}
    {%- endfor %}
from {{ ref('lead_features') }} as leads
left join {{ ref('lead_score_reasons') }} as reasons
    on leads.lead_id = reasons.lead_id
where leads.is_profiled
group by leads.lead_id, leads.employee_count, leads.industry
