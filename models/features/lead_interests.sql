-- One row per lead that met content in the last 90 days: the topics and products it met most, and its best-visited product.
with

-- Two systems may describe content of one id.
content as (
    select
        content_id,
        max({{ in_byte_order('topic') }}) as topic,
        max({{ in_byte_order('title') }}) as title
    from {{ ref('stg_content') }}
    group by content_id
),

named as (
    select distinct
        spellings.content_number,
        content.topic,
        coalesce(content.title, spellings.content_id) as product
    from {{ ref('content_spellings') }} as spellings
    left join content
        on spellings.content_id = content.content_id
),

counted as (
    select
        lead_number,
        content_number,
        cast(count(*) as integer) as activities_90d,
        cast(sum(case when activity_type = 'product_viewed' then 1 else 0 end) as integer) as product_views_90d,
        {{ count_days(
            "bit_or(case when activity_type = 'product_viewed' and occurred_at >= " ~ as_of(-14) ~ " then "
            ~ day_bit('occurred_at') ~ " end)"
        ) }} as product_view_days_14d
    from {{ ref('counted_activities') }}
    where
        content_number is not null
        and signal in ('engagement', 'intent')
        and occurred_at >= {{ as_of(-90) }}
    group by lead_number, content_number
),

met as (
    select
        counted.*,
        named.topic,
        named.product
    from counted
    inner join named
        on counted.content_number = named.content_number
),

ranked_topics as (
    select
        lead_number,
        topic,
        row_number() over (
            partition by lead_number order by sum(activities_90d) desc, {{ in_byte_order('topic') }}
        ) as place
    from met
    where topic is not null
    group by lead_number, topic
),

ranked_products as (
    select
        lead_number,
        product,
        row_number() over (
            partition by lead_number order by sum(product_views_90d) desc, {{ in_byte_order('product') }}
        ) as place
    from met
    where product_views_90d > 0
    group by lead_number, product
),

days as (
    select
        lead_number,
        max(product_view_days_14d) as same_product_days_14d
    from met
    group by lead_number
),

-- Laid side by side: PostgreSQL expects next to no row of first place, and would join them row by row.
topics as (
    select
        lead_number,
        max(case when place = 1 then topic end) as top_topic,
        max(case when place = 2 then topic end) as second_topic
    from ranked_topics
    group by lead_number
),

products as (
    select
        lead_number,
        max(case when place = 1 then product end) as top_product
    from ranked_products
    group by lead_number
)

select
    leads.lead_id,
    days.same_product_days_14d,
    topics.top_topic,
    topics.second_topic,
    products.top_product
from days
inner join {{ ref('int_leads') }} as leads
    on days.lead_number = leads.lead_number
left join topics
    on days.lead_number = topics.lead_number
left join products
    on days.lead_number = products.lead_number
