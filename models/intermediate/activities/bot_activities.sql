-- One row per activity that no human made, with the rule that caught it: none of them is engagement or intent.
{%- set columns = ['activity_key', 'lead_number', 'activity_type', 'content_number', 'occurred_at'] %}
{#- Of several rules the first, the surest, is named. -#}
{%- set rules = ['known_agent', 'clicked_on_delivery', 'clicked_every_link', 'clicked_unopened', 'viewed_too_fast'] %}

with

caught as (
    select
        {{ columns | join(', ') }},
        'known_agent' as caught_by
    from {{ ref('int_activities_deduped') }}
    where is_by_known_agent

    union all

    select
        {{ columns | join(', ') }},
        caught_by
    from {{ ref('bot_clicks') }}

    union all

    select
        {{ columns | join(', ') }},
        caught_by
    from {{ ref('bot_views') }}
),

placed as (
    select
        *,
        case caught_by
            {%- for rule in rules %}
            when '{{ rule }}' then {{ loop.index }}
            {%- endfor %}
        end as place
    from caught
)

select
    {{ columns | join(', ') }},
    case min(place)
        {%- for rule in rules %}
        when {{ loop.index }} then '{{ rule }}'
        {%- endfor %}
    end as caught_by
from placed
group by {{ columns | join(', ') }}
