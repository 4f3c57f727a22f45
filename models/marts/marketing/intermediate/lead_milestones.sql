-- One row per lead: the first moment that shows it in each stage of the funnel or a later one.
-- What sales recorded and purchases count beside the recorded stages: these may have begun later than the lead.
{%- set places = {} %}
{%- for stage in funnel_counts() %}{% do places.update({stage: loop.index}) %}{% endfor %}

with

met as (
    select
        lead_id,
        min(case when outcome = 'accepted' then occurred_at end) as accepted_at,
        min(case when outcome = 'meeting_held' then occurred_at end) as met_at
    from {{ ref('int_sales_outcomes') }}
    group by lead_id
),

shown as (
    select
        lead_id,
        case stage
            {%- for stage, place in places.items() %}
            when '{{ stage }}' then {{ place }}
            {%- endfor %}
        end as place,
        stage_since as shown_at
    from {{ ref('lead_stage_history') }}

    union all

    -- Sales that meets a lead has accepted it; what was lost was an opportunity.
    select
        lead_id,
        case outcome
            when 'accepted' then {{ places.sal }}
            when 'meeting_held' then {{ places.sal }}
            when 'qualified' then {{ places.sql }}
            when 'opportunity_created' then {{ places.opportunity }}
            when 'lost' then {{ places.opportunity }}
        end as place,
        occurred_at as shown_at
    from {{ ref('int_sales_outcomes') }}

    union all

    select
        lead_id,
        {{ places.sql }} as place,
        greatest(accepted_at, met_at) as shown_at
    from met
    where accepted_at is not null and met_at is not null

    union all

    select
        lead_id,
        {{ places.customer }} as place,
        first_purchase_at as shown_at
    from {{ ref('lead_revenue') }}

    union all

    -- Active in the look-back, though perhaps not while stages were recorded.
    select
        lead_id,
        {{ places.engaged }} as place,
        last_activity_at as shown_at
    from {{ ref('lead_features') }}
)

select
    {%- for stage, place in places.items() %}
    min(case when shown.place >= {{ place }} then shown.shown_at end) as {{ stage }}_at,
    {%- endfor %}
    leads.lead_id
from {{ ref('int_leads') }} as leads
left join shown
    on leads.lead_id = shown.lead_id
group by leads.lead_id
