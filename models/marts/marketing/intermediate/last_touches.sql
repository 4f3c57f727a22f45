-- One row per lead and goal, to be an MQL and to be a customer, that it reached after an activity of a campaign: the latest such
-- activity before it did. Deliveries are no touch, and what a program did is none.

with

numbers as (
    select distinct
        campaign_number,
        campaign_id
    from {{ ref('campaign_spellings') }}
),

touches as (
    select
        activities.lead_number,
        numbers.campaign_id,
        activities.occurred_at
    from {{ ref('human_activities') }} as activities
    inner join numbers
        on activities.campaign_number = numbers.campaign_number
),

goals as (
    {%- for goal in ['mql', 'customer'] %}
    select
        leads.lead_id,
        leads.lead_number,
        '{{ goal }}' as goal,
        milestones.{{ goal }}_at as reached_at
    from {{ ref('lead_milestones') }} as milestones
    inner join {{ ref('int_leads') }} as leads
        on milestones.lead_id = leads.lead_id
    where milestones.{{ goal }}_at is not null
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

ranked as (
    select
        goals.lead_id,
        goals.goal,
        touches.campaign_id,
        touches.occurred_at as touched_at,
        row_number() over (
            partition by goals.lead_id, goals.goal
            order by touches.occurred_at desc, {{ in_byte_order('touches.campaign_id') }}
        ) as newest
    from goals
    inner join touches
        on goals.lead_number = touches.lead_number and goals.reached_at > touches.occurred_at
)

select
    lead_id,
    goal,
    campaign_id,
    touched_at
from ranked
where newest = 1
