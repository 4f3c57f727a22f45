-- One row per lead: each attribute, segment and first page as a text; and whether the lead became a customer.
{%- set given = {
    'stated_need': "case when features.stated_need is not null then 'given' end",
    'has_email': "case when features.has_email then 'yes' else 'no' end",
    'has_phone': "case when features.has_phone then 'yes' else 'no' end",
    'annual_revenue': "case when features.annual_revenue < 1000000 then 'under 1 million'"
        ~ " when features.annual_revenue < 10000000 then '1 to 10 million'"
        ~ " when features.annual_revenue < 100000000 then '10 to 100 million'"
        ~ " when features.annual_revenue is not null then 'over 100 million' end",
    'first_page': 'journeys.landing_page',
} %}
{%- set of_journeys = ['lead_source', 'channel', 'campaign_id'] + segments() %}

select
    {%- for attribute in attributes() %}
    {%- set column = ('journeys.' if attribute in of_journeys else 'features.') ~ attribute %}
    coalesce({{ given.get(attribute, column) }}, 'unknown') as {{ attribute }},
    {%- endfor %}
    journeys.customer_at is not null as is_customer,
    journeys.lead_id
from {{ ref('lead_journeys') }} as journeys
inner join {{ ref('lead_features') }} as features
    on journeys.lead_id = features.lead_id
