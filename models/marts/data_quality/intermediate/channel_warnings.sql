-- One row per way in which channels of spend and of leads do not meet: spend that brought no lead, and leads of channels that are
-- paid for, of which no spend is known. Where no spend is loaded at all, none is missed.
{{ config(materialized='view') }}

with

spent as (
    select
        channel,
        count(*) as row_count,
        -- Exports list campaigns that stood still.
        sum(case when amount = 0 then 0 else 1 end) as rows_with_spend
    from {{ ref('campaign_spend') }}
    group by channel
),

came as (
    select
        channel,
        count(*) as row_count
    from {{ ref('lead_channels') }}
    group by channel
),

loaded as (
    select count(*) as channels from spent
),

gaps as (
    select
        'no lead' as gap,
        spent.channel,
        spent.row_count
    from spent
    left join came
        on spent.channel = came.channel
    where came.channel is null and spent.rows_with_spend > 0

    union all

    select
        'no spend' as gap,
        came.channel,
        came.row_count
    from came
    cross join loaded
    left join spent
        on came.channel = spent.channel
    where spent.channel is null and substring(came.channel, 1, 5) = 'paid_' and loaded.channels > 0
),

placed as (
    select
        *,
        row_number() over (partition by gap order by row_count desc, {{ in_byte_order('channel') }}) as place
    from gaps
)

select
    gap,
    concat(
        'Channels with media spend by which no lead came: ', count(*), ', such as ',
        max(case when place = 1 then {{ without_contact('channel') }} end), ' (rows of spend: ', max(row_count), '); does ',
        'lead_source call it something else? seeds/lookups/lead_sources.csv says which words are one channel.'
    ) as warning
from placed
where gap = 'no lead'
group by gap

union all

select
    gap,
    concat(
        'Channels that are paid for, with leads and without media spend: ', count(*), ', such as ',
        max(case when place = 1 then channel end), ' (leads: ', max(row_count), '), so their cost is not known; is ',
        'spend missing, or called something else? seeds/lookups/lead_sources.csv says which words are one channel.'
    ) as warning
from placed
where gap = 'no spend'
group by gap
