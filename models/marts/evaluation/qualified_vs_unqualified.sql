-- One row per cut of the leads, its value, and whether they were MQLs before they bought: conversion, revenue, and touches per
-- customer. The customers of the row `never qualified` are those that the criteria missed.
with

counted as (
    select
        cut_by,
        cut_value,
        qualification,
        count(*) as leads,
        count(customer_at) as customers,
        sum(revenue) as revenue,
        sum(case when customer_at is not null then touches else 0 end) as touches,
        sum(case when customer_at is not null then sales_touches else 0 end) as sales_touches
    from {{ ref('journey_cuts') }}
    group by cut_by, cut_value, qualification
),

-- Whether criteria tell who will buy shows where leads were recorded before they bought.
compared as (
    select
        cut_by,
        {%- for group, name in {'qualified': 'qualified', 'others': 'never qualified'}.items() %}
        sum(case when qualification = '{{ name }}' then leads else 0 end) as {{ group }}_leads,
        sum(case when qualification = '{{ name }}' then customers else 0 end) as {{ group }}_customers,
        {%- endfor %}
        cut_value
    from counted
    group by cut_by, cut_value
)

select
    counted.cut_by,
    counted.cut_value,
    counted.qualification,
    cast(counted.leads as integer) as leads,
    cast(counted.customers as integer) as customers,
    {{ ratio('counted.customers', 'counted.leads') }} as conversion,
    cast(counted.revenue as numeric(18, 2)) as revenue,
    {{ money_per('counted.revenue', 'counted.customers') }} as revenue_per_customer,
    {{ ratio('counted.touches', 'counted.customers') }} as touches_per_customer,
    {{ ratio('counted.sales_touches', 'counted.customers') }} as sales_touches_per_customer,
    {{ compared(
        'compared.qualified_customers', 'compared.qualified_leads', 'compared.others_customers', 'compared.others_leads', 30,
        {'more': 'qualified buy more', 'less': 'qualified buy less'}
    ) }} as verdict
from counted
inner join compared
    on counted.cut_by = compared.cut_by and counted.cut_value = compared.cut_value
