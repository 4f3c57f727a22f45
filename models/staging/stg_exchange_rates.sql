-- One row per spelling of a currency in the raw tables and time for which a rate holds: what a unit is worth in the home
-- currency. Without `home_currency` it is the one that all amounts name. A spelling without a rate has one row, without days.
{{ config(materialized='table') }}
{%- set home = setting('home_currency') %}
{%- set with_amounts = ['raw_activities', 'raw_sales_outcomes', 'raw_campaign_spend'] %}

with

given as (
    {%- for table in with_amounts %}
    select currency as spelling from {{ ref(table) }}
    {{ 'union' if not loop.last }}
    {%- endfor %}
),

cleaned as (
    select
        spelling,
        {{ clean('spelling') }} as word
    from given
),

named as (
    select
        cleaned.spelling,
        coalesce(
            names.currency,
            case when regexp_replace(cleaned.word, '^[A-Za-z]{3}$', '') = '' then upper(cleaned.word) end
        ) as currency
    from cleaned
    left join {{ ref('currency_names') }} as names
        on lower(cleaned.word) = lower(names.value)
    where cleaned.word is not null
),

home as (
    {%- if home %}
    select '{{ home }}' as currency
    {%- else %}
    select min(currency) as currency
    from named
    having count(distinct currency) = 1
    {%- endif %}
),

rates as (
    select
        rates.currency,
        rates.valid_from,
        lead(rates.valid_from) over (partition by rates.currency order by rates.valid_from) as valid_until,
        rates.rate
    from {{ ref('exchange_rates') }} as rates
    left join home
        on rates.currency = home.currency
    where home.currency is null

    union all

    select
        currency,
        cast('0001-01-01' as date) as valid_from,
        cast(null as date) as valid_until,
        cast(1 as numeric(18, 8)) as rate
    from home
    where currency is not null
)

select
    named.spelling,
    named.currency,
    rates.valid_from,
    rates.valid_until,
    rates.rate
from named
left join rates
    on named.currency = rates.currency
