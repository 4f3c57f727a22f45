-- One row per landing page and per asset: of the leads that came by it, or met it before they were an MQL or a customer, how
-- many became one.
{%- set goals = ['mql', 'customer'] %}

with

met as (
    select
        'landing_page' as kind,
        landing_page as content_id,
        mql_at,
        customer_at,
        true as is_before_mql,
        true as is_before_customer
    from {{ ref('lead_journeys') }}
    where landing_page <> 'unknown'

    union all

    select
        'asset' as kind,
        assets.content_id,
        journeys.mql_at,
        journeys.customer_at,
        coalesce(assets.first_met_at < journeys.mql_at, true) as is_before_mql,
        coalesce(assets.first_met_at < journeys.customer_at, true) as is_before_customer
    from {{ ref('lead_assets') }} as assets
    inner join {{ ref('lead_journeys') }} as journeys
        on assets.lead_id = journeys.lead_id
),

counted as (
    select
        kind,
        count(*) as leads,
        {%- for goal in goals %}
        {{ how_many('is_before_' ~ goal) }} as leads_before_{{ goal }},
        {{ how_many('is_before_' ~ goal ~ ' and ' ~ goal ~ '_at is not null') }} as {{ goal }}s,
        {%- endfor %}
        content_id
    from met
    group by kind, content_id
),

-- As bigint: their products are large.
everybody as (
    select
        count(*) as leads,
        count(mql_at) as mqls,
        count(customer_at) as customers
    from {{ ref('lead_journeys') }}
)

select
    counted.kind,
    counted.content_id,
    cast(counted.leads as integer) as leads,
    {%- for goal in goals %}
    {%- set own, own_leads = 'counted.' ~ goal ~ 's', 'counted.leads_before_' ~ goal %}
    {%- set everybodys = 'everybody.' ~ goal ~ 's' %}
    {{ own_leads }},
    {{ own }},
    {{ ratio(own, own_leads) }} as lead_to_{{ goal }},
    {{ ratio(own ~ ' * everybody.leads', '(' ~ own_leads ~ ' * ' ~ everybodys ~ ')') }} as {{ goal }}_lift,
    {{ compared(
        own, own_leads, '(' ~ everybodys ~ ' - ' ~ own ~ ')', '(everybody.leads - ' ~ own_leads ~ ')', 30,
        {'more': 'more', 'less': 'less'}
    ) }} as {{ goal }}_verdict,
    {%- endfor %}
    {{ as_of() }} as as_of
from counted
cross join everybody
