-- One row per broken sum: a mart of metrics in which leads, revenue or spend are lost or counted twice, or a stage that more
-- leads reached than the stage before it.

with

everybody as (
    select
        count(*) as leads,
        count(mql_at) as mqls,
        count(customer_at) as customers,
        sum(revenue) as revenue
    from {{ ref('lead_journeys') }}
),

sums as (
    {%- for mart, where in {
        'lead_funnel': '1 = 1', 'channel_performance': '1 = 1', 'qualified_vs_unqualified': "cut_by = 'all'",
        'score_band_performance': "cut_by = 'persona'",
    }.items() %}
    select
        '{{ mart }}' as mart,
        sum(leads) as leads,
        sum({{ 'mqls' if mart != 'qualified_vs_unqualified' else 'cast(null as integer)' }}) as mqls,
        sum(customers) as customers,
        sum(revenue) as revenue
    from {{ ref(mart) }}
    where {{ where }}

    union all
    {% endfor %}
    select
        'last touch' as mart,
        (select everybody.leads from everybody) as leads,
        sum(last_touch_mqls) as mqls,
        sum(last_touch_customers) as customers,
        sum(last_touch_revenue) as revenue
    from {{ ref('channel_performance') }}
)

select
    sums.mart,
    sums.leads
from sums
cross join everybody
where
    coalesce(sums.leads, 0) <> everybody.leads
    or coalesce(sums.mqls, everybody.mqls) <> everybody.mqls
    or coalesce(sums.customers, 0) <> everybody.customers
    or coalesce(sums.revenue, 0) <> coalesce(everybody.revenue, 0)

union all

select
    'lead_funnel' as mart,
    leads
from {{ ref('lead_funnel') }}
where
    leads < engaged
    or engaged < mqls
    or mqls < sals
    or sals < sqls
    or sqls < opportunities
    or opportunities < customers

union all

select
    'spend' as mart,
    cast(null as integer) as leads
where
    (select coalesce(sum(spend), 0) from {{ ref('channel_performance') }})
    <> (select coalesce(sum(amount), 0) from {{ ref('campaign_spend') }})
