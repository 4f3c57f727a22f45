-- One row per cut of the leads, its value, and stage of the funnel: how many ever reached it or a later one, what share of those
-- in the stage before, and how long those that left it had been there.
{%- set stages = ['lead'] + (funnel_counts() | list) %}

with

counted as (
    select
        cut_by,
        count(*) as leads,
        {{ how_many('is_young') }} as young_leads,
        count(*) as reached_lead,
        {%- for stage in funnel_counts() %}
        count({{ stage }}_at) as reached_{{ stage }},
        {%- endfor %}
        cut_value
    from {{ ref('journey_cuts') }}
    group by cut_by, cut_value
),

-- In the order of the funnel.
stages as (
    {%- for stage in stages %}
    select
        '{{ stage }}' as stage,
        {{ loop.index }} as stage_number
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

-- The counts in one pass: Spark would count again for each stage of a union. Before the first stage there is none.
reached as (
    select
        counted.*,
        stages.stage,
        stages.stage_number,
        case stages.stage
            {%- for stage in stages %}
            when '{{ stage }}' then counted.reached_{{ stage }}
            {%- endfor %}
        end as reached,
        case stages.stage
            {%- for stage in funnel_counts() %}
            when '{{ stage }}' then counted.reached_{{ stages[loop.index0] }}
            {%- endfor %}
        end as reached_before
    from counted
    cross join stages
),

stays as (
    select
        cuts.cut_by,
        cuts.cut_value,
        stays.stage,
        count(stays.left_at) as left_stage,
        {{ middle('stays.days_in_stage', 0.5) }} as median_days_in_stage,
        {{ middle('stays.days_in_stage', 0.9) }} as p90_days_in_stage
    from {{ ref('lead_stage_stays') }} as stays
    inner join {{ ref('journey_cuts') }} as cuts
        on stays.lead_id = cuts.lead_id
    group by cuts.cut_by, cuts.cut_value, stays.stage
)

select
    reached.cut_by,
    reached.cut_value,
    reached.stage,
    reached.stage_number,
    cast(reached.leads as integer) as leads,
    reached.young_leads,
    cast(reached.reached as integer) as reached,
    {{ ratio('reached.reached', 'reached.leads') }} as share_of_leads,
    {{ ratio('reached.reached', 'reached.reached_before') }} as conversion,
    cast(coalesce(stays.left_stage, 0) as integer) as left_stage,
    stays.median_days_in_stage,
    stays.p90_days_in_stage
from reached
left join stays
    on reached.cut_by = stays.cut_by and reached.cut_value = stays.cut_value and reached.stage = stays.stage
