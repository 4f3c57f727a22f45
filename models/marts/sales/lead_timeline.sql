-- One row per lead in qualified_leads or sales_queue and event of its last 90 days: what it did, what it was sent, and what sales
-- recorded, the latest 200 of each lead. What happened to one lead at one moment in the same way is one event.
with

listed as (
    select lead_id from {{ ref('qualified_leads') }}
    union
    select lead_id from {{ ref('sales_queue') }}
),

leads as (
    select
        int_leads.lead_id,
        int_leads.lead_number
    from {{ ref('int_leads') }} as int_leads
    inner join listed
        on int_leads.lead_id = listed.lead_id
),

contents as (
    select distinct
        content_number,
        content_id
    from {{ ref('content_spellings') }}
    where content_number is not null
),

events as (
    select
        leads.lead_id,
        activities.occurred_at,
        activities.signal as kind,
        activities.activity_type as event,
        contents.content_id as about,
        automated.caught_by
    from {{ ref('int_activities_deduped') }} as activities
    inner join leads
        on activities.lead_number = leads.lead_number
    left join {{ ref('bot_activities') }} as automated
        on activities.activity_key = automated.activity_key
    left join contents
        on activities.content_number = contents.content_number
    where activities.signal is not null and activities.occurred_at >= {{ as_of(-90) }}

    union

    select
        outcomes.lead_id,
        outcomes.occurred_at,
        'sales' as kind,
        outcomes.outcome as event,
        outcomes.reason as about,
        cast(null as {{ dbt.type_string() }}) as caught_by
    from {{ ref('int_sales_outcomes') }} as outcomes
    inner join leads
        on outcomes.lead_id = leads.lead_id
    where outcomes.occurred_at >= {{ as_of(-90) }}
),

numbered as (
    select
        *,
        row_number() over (
            partition by lead_id
            order by
                occurred_at desc, {{ in_byte_order('kind') }}, {{ in_byte_order('event') }},
                {{ in_byte_order('about') }} nulls last, {{ in_byte_order('caught_by') }} nulls last
        ) as place
    from events
)

select
    lead_id,
    cast(place as integer) as event_number,
    occurred_at,
    kind,
    event,
    about,
    caught_by
from numbered
where place <= 200
