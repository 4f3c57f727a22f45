-- One row per attribute, segment or first page and its value: leads, customers, and how much more often they buy than all leads.
-- Values of fewer than 5 leads stand together: there is nothing to learn of one company, and somebody might be told by it.
{%- set attributes, criteria = attributes(), blocks_of_criteria() %}

with

valued as (
    {%- for attribute in attributes %}
    select
        '{{ attribute }}' as attribute,
        {{ attribute }} as given,
        count(*) as leads,
        {{ how_many('is_customer') }} as customers
    from {{ ref('lead_attributes') }}
    group by {{ attribute }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

gathered as (
    select
        attribute,
        case when leads >= 5 or given = 'unknown' then given else '(other values)' end as attribute_value,
        sum(leads) as leads,
        sum(customers) as customers
    from valued
    group by attribute, case when leads >= 5 or given = 'unknown' then given else '(other values)' end
),

totals as (
    select
        *,
        sum(leads) over (partition by attribute) as all_leads,
        sum(customers) over (partition by attribute) as all_customers
    from gathered
),

uses as (
    {%- for attribute, columns in attributes.items() %}
    select
        '{{ attribute }}' as attribute,
        '{{ that_read(criteria, columns) }}' as used_by
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    totals.attribute,
    totals.attribute_value,
    cast(totals.leads as integer) as leads,
    cast(totals.customers as integer) as customers,
    {{ ratio('totals.customers', 'totals.leads') }} as conversion,
    {{ ratio('totals.customers * totals.all_leads', '(totals.leads * totals.all_customers)') }} as lift,
    {{ compared(
        'totals.customers', 'totals.leads',
        '(totals.all_customers - totals.customers)', '(totals.all_leads - totals.leads)', 30,
        {'more': 'buys more', 'less': 'buys less'}
    ) }} as verdict,
    uses.used_by <> 'none' as is_used,
    uses.used_by
from totals
inner join uses
    on totals.attribute = uses.attribute
