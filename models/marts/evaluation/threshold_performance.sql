-- One row per line that leads could be handed over by, of an average date of the back-test: how many it gives, how many of them
-- bought, what that earns and whether sales can call them. The best line is that of its group: the rules, or a letter's lines.
{%- set at_least = 30 %}

with

tested as (
    select
        count(*) as dates,
        max(within_days) as within_days,
        sum(conversions) as conversions,
        max(as_of) as latest
    from {{ ref('backtest_dates') }}
),

owners as (
    select distinct leads.owner_id
    from {{ ref('backtest_leads') }} as leads
    inner join tested
        on leads.as_of = tested.latest
    where leads.owner_id is not null
),

-- Without owners, one seller.
capacity as (
    select
        greatest(count(owners.owner_id), 1) as owners,
        {{ setting('working_days') | length }}
        * sum(coalesce(own.leads_per_day, everyone.leads_per_day)) as leads_per_week
    from {{ ref('daily_caps') }} as everyone
    left join owners
        on everyone.value = '(everyone)'
    left join {{ ref('daily_caps') }} as own
        on {{ owner_key('owners.owner_id') }} = {{ owner_key('own.value') }}
    where everyone.value = '(everyone)'
),

-- Each lead of a date costs one contact, some time in the window.
weighed as (
    select
        lines.*,
        tested.conversions as all_conversions,
        tested.dates,
        capacity.owners,
        capacity.leads_per_week as capacity_per_week,
        lines.leads * 7 / (cast(tested.dates as {{ double() }}) * tested.within_days) as leads_per_week,
        (lines.conversions * {{ var('value_per_customer') }} - lines.leads * {{ var('cost_per_contact') }})
        / cast(tested.dates as {{ double() }}) as expected_profit,
        lines.leads < {{ at_least }} as are_too_few
    from {{ ref('threshold_lines') }} as lines
    cross join tested
    cross join capacity
),

ranked as (
    select
        *,
        leads_per_week <= capacity_per_week as fits_capacity,
        row_number() over (
            partition by line_group, are_too_few
            order by expected_profit desc, leads, {{ in_byte_order('line') }}
        ) as place,
        row_number() over (
            partition by line_group, are_too_few, coalesce(leads_per_week <= capacity_per_week, false)
            order by expected_profit desc, leads, {{ in_byte_order('line') }}
        ) as place_in_capacity
    from weighed
)

select
    line_group,
    line,
    least_points,
    cast(leads as integer) as leads,
    cast(conversions as integer) as conversions,
    {{ ratio('leads', 'dates') }} as leads_per_date,
    {{ ratio('conversions', 'leads') }} as conversion_rate,
    {{ wilson('conversions', 'leads', -1) }} as conversion_rate_low,
    {{ wilson('conversions', 'leads', 1) }} as conversion_rate_high,
    {{ ratio('conversions', 'all_conversions') }} as customers_caught,
    cast(revenue as numeric(18, 2)) as revenue,
    cast({{ ratio('expected_profit', 1) }} as numeric(18, 2)) as expected_profit,
    {{ ratio('leads_per_week', 'owners') }} as leads_per_owner_and_week,
    {{ ratio('capacity_per_week', 'owners') }} as capacity_per_owner_and_week,
    coalesce(fits_capacity, false) as fits_capacity,
    not are_too_few and place = 1 and expected_profit > 0 as is_best_for_profit,
    not are_too_few and place_in_capacity = 1 and coalesce(fits_capacity, false) and expected_profit > 0 as is_best_for_capacity,
    case when are_too_few then 'too few to say' when expected_profit > 0 then 'pays' else 'does not pay' end as verdict,
    cast(attributes_are_later as integer) as attributes_are_later
from ranked
