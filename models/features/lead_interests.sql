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

met as (
    select
        lead_content.*,
        named.topic,
        named.product
    from {{ ref('lead_content') }} as lead_content
    inner join named
        on lead_content.content_number = named.content_number
),

topics as (
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

products as (
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
)

select
    leads.lead_id,
    days.same_product_days_14d,
    topics.topic as top_topic,
    second_topics.topic as second_topic,
    products.product as top_product
from days
inner join {{ ref('stg_leads') }} as leads
    on days.lead_number = leads.lead_number
left join topics
    on days.lead_number = topics.lead_number and topics.place = 1
left join topics as second_topics
    on days.lead_number = second_topics.lead_number and second_topics.place = 2
left join products
    on days.lead_number = products.lead_number and products.place = 1
