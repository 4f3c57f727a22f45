-- One row per band of ten points of lead_score, of leads that no gate keeps from the list: how many of them bought, and whether
-- as many did as the dates before would have let one expect. A date expects what is known on it: the dates whose window is over.
{%- set at_least = 30 %}
{%- set at_least_to_tell = 100 %}

with

tested as (
    select
        as_of,
        as_of + interval '1' day * within_days as over_at,
        within_days,
        criteria_version
    from {{ ref('backtest_dates') }}
),

counted as (
    select
        as_of,
        -- 100 is of the highest band.
        least(cast(floor(lead_score / 10.0) as integer), 9) as band,
        count(*) as leads,
        sum(case when is_converted then 1 else 0 end) as conversions,
        sum(case when attributes_are_later then 1 else 0 end) as attributes_are_later
    from {{ ref('backtest_leads') }}
    where not is_disqualified
    group by as_of, least(cast(floor(lead_score / 10.0) as integer), 9)
),

expected as (
    select
        later.as_of,
        later.band,
        later.leads,
        later.conversions,
        sum(earlier.leads) as earlier_leads,
        sum(earlier.conversions) as earlier_conversions,
        later.leads * cast(sum(earlier.conversions) as {{ double() }}) / sum(earlier.leads) as expected_conversions
    from counted as later
    inner join tested
        on later.as_of >= tested.over_at
    inner join counted as earlier
        on tested.as_of = earlier.as_of and later.band = earlier.band
    group by later.as_of, later.band, later.leads, later.conversions
),

held as (
    select
        band,
        sum(leads) as leads,
        sum(conversions) as conversions,
        sum(expected_conversions) as expected_conversions,
        -- What the last date expects by: it knows all that the dates before it do.
        max(earlier_leads) as earlier_leads,
        max(earlier_conversions) as earlier_conversions
    from expected
    group by band
),

bands as (
    select
        counted.band,
        sum(counted.leads) as leads,
        sum(counted.conversions) as conversions,
        sum(counted.attributes_are_later) as attributes_are_later,
        max(tested.within_days) as within_days,
        max(case when tested.criteria_version = '{{ criteria_version() }}' then 0 else 1 end) as is_of_other_criteria
    from counted
    inner join tested
        on counted.as_of = tested.as_of
    group by counted.band
),

shared as (
    select
        bands.*,
        held.leads as later_leads,
        held.conversions as later_conversions,
        held.earlier_leads,
        held.earlier_conversions,
        {{ ratio('held.expected_conversions', 'held.leads') }} as expected_rate,
        {{ ratio('held.conversions', 'held.leads') }} as observed_rate,
        {{ wilson('held.conversions', 'held.leads', -1) }} as observed_low,
        {{ wilson('held.conversions', 'held.leads', 1) }} as observed_high,
        cast({{ rounded('cast(100 as ' ~ double() ~ ') * bands.conversions / bands.leads') }} as integer) as of_100
    from bands
    left join held
        on bands.band = held.band
)

select
    band * 10 as lowest_score,
    case when band = 9 then 100 else band * 10 + 9 end as highest_score,
    cast(leads as integer) as leads,
    cast(conversions as integer) as conversions,
    {{ ratio('conversions', 'leads') }} as conversion_rate,
    {{ wilson('conversions', 'leads', -1) }} as conversion_rate_low,
    {{ wilson('conversions', 'leads', 1) }} as conversion_rate_high,
    cast(coalesce(later_leads, 0) as integer) as later_leads,
    expected_rate,
    observed_rate,
    observed_low,
    observed_high,
    {{ compared(
        'later_conversions', 'later_leads', 'earlier_conversions', 'earlier_leads', at_least,
        {'more': 'more than expected', 'less': 'fewer than expected'}
    ) }} as verdict,
    case
        when leads < {{ at_least_to_tell }} or is_of_other_criteria = 1 then null
        when conversions = 0 then concat('None of ', leads, ' leads like this bought within ', within_days, ' days')
        when of_100 = 0 then concat('Fewer than 1 of 100 leads like this bought within ', within_days, ' days')
        else concat('Of 100 leads like this, ', of_100, ' bought within ', within_days, ' days')
    end as leads_like_this,
    cast(attributes_are_later as integer) as attributes_are_later
from shared
