-- One row per lead and piece of content it met in the last 90 days: how often, and on how many days of the last 14
-- it viewed the product.
select
    lead_number,
    content_number,
    cast(count(*) as integer) as activities_90d,
    cast(sum(case when activity_type = 'product_viewed' then 1 else 0 end) as integer) as product_views_90d,
    {{ count_days(
        "bit_or(case when activity_type = 'product_viewed' and occurred_at >= " ~ as_of(-14) ~ " then "
        ~ day_bit('occurred_at') ~ " end)"
    ) }} as product_view_days_14d,
    max(occurred_at) as last_at
from {{ ref('counted_activities') }}
where
    content_number is not null
    and signal in ('engagement', 'intent')
    and occurred_at >= {{ as_of(-90) }}
group by lead_number, content_number
