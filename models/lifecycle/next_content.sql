-- One row per lead that is nurtured or with sales and that some content suits: the best of what it has not met yet.
-- What answers the reason of a refusal comes first, then its topics, the stage of its journey, its persona.
-- Content is ranked once for all leads that want the same, not once per lead: a million leads want a few thousand things.
{%- set wishes = ['concern', 'top_topic', 'second_topic', 'journey_stage', 'persona'] %}

with

{{ nurture_chosen(ref('int_lead_stages')) }},

-- What content for a lead would be about. Who objected to profiling is not chosen for by interest or role.
interested as (
    select
        stages.lead_id,
        persons.lead_number,
        case when stages.stage = 'recycled' then scored.refusal_reason end as concern,
        case when scored.is_profiled then scored.top_topic end as top_topic,
        case when scored.is_profiled then scored.second_topic end as second_topic,
        nurture_chosen.journey_stage,
        case when scored.is_profiled then scored.persona end as persona
    from {{ ref('int_lead_stages') }} as stages
    inner join {{ ref('scored_leads') }} as scored
        on stages.lead_id = scored.lead_id
    inner join {{ ref('int_leads') }} as persons
        on stages.lead_id = persons.lead_id
    left join nurture_chosen
        on stages.lead_id = nurture_chosen.lead_id and stages.nurture_segment = nurture_chosen.segment
    where stages.stage in ('mql', 'sal', 'sql') or stages.nurture_segment is not null
),

-- What is not known is an empty text, which no content has.
leads as (
    select
        {%- for wish in wishes %}
        coalesce({{ wish }}, '') as {{ wish }},
        {%- endfor %}
        lead_id,
        lead_number
    from interested
),

numbers as (
    select distinct
        content_id,
        content_number
    from {{ ref('content_spellings') }}
),

-- Two systems may describe content of one id: the first by name is taken at its word.
described as (
    select
        content.*,
        numbers.content_number,
        row_number() over (
            partition by content.content_id order by {{ in_byte_order('content.source_system') }}
        ) as copy_number
    from {{ ref('stg_content') }} as content
    left join numbers
        on content.content_id = numbers.content_id
    where content.kind not in ('page', 'product', 'mail')
),

wanted as (
    select distinct {{ wishes | join(', ') }}
    from leads
),

ranked as (
    select
        wanted.*,
        content.content_id,
        content.content_number,
        coalesce(content.title, content.content_id) as title,
        content.topic,
        content.concern as answers_concern,
        content.concern = wanted.concern as is_by_concern,
        content.topic in (wanted.top_topic, wanted.second_topic) as is_by_topic,
        content.journey_stage = wanted.journey_stage as is_by_journey,
        content.persona = wanted.persona as is_by_persona,
        row_number() over (
            partition by wanted.{{ wishes | join(', wanted.') }}
            order by
                case when content.concern = wanted.concern then 0 else 1 end,
                case content.topic when wanted.top_topic then 0 when wanted.second_topic then 1 else 2 end,
                case when content.journey_stage = wanted.journey_stage then 0 else 1 end,
                case when content.persona = wanted.persona then 0 else 1 end,
                {{ in_byte_order('content.content_id') }}
        ) as place
    from wanted
    inner join described as content
        on
            wanted.concern = content.concern
            or content.topic in (wanted.top_topic, wanted.second_topic)
            or wanted.journey_stage = content.journey_stage
            or wanted.persona = content.persona
    where content.copy_number = 1
),

-- All that it met or was sent in the look-back, what it read before sales refused it too. Hence not counted_activities.
had as (
    select distinct
        activities.lead_number,
        activities.content_number
    from {{ ref('int_activities_keyed') }} as activities
    inner join described
        on activities.content_number = described.content_number
    where activities.exclusion_reason is null and not coalesce(activities.is_by_known_agent, false)
),

-- The places of these in the ranking: as long as they run 1, 2, 3 the next is free.
met as (
    select
        leads.lead_id,
        ranked.place,
        row_number() over (partition by leads.lead_id order by ranked.place) as met_number
    from leads
    inner join had
        on leads.lead_number = had.lead_number
    inner join ranked
        on
            had.content_number = ranked.content_number
            {%- for wish in wishes %}
            and leads.{{ wish }} = ranked.{{ wish }}
            {%- endfor %}
),

passed as (
    select
        lead_id,
        count(*) as places
    from met
    where place = met_number
    group by lead_id
)

select
    leads.lead_id,
    ranked.content_id,
    ranked.title,
    ranked.topic,
    ranked.answers_concern as concern,
    concat_ws(
        '; ',
        case when ranked.is_by_concern then concat('answers ', ranked.answers_concern) end,
        case when ranked.is_by_topic then concat('about ', ranked.topic) end,
        case when ranked.is_by_journey then concat('for ', ranked.journey_stage) end,
        case when ranked.is_by_persona then concat('for the persona ', ranked.persona) end
    ) as content_because
from leads
left join passed
    on leads.lead_id = passed.lead_id
inner join ranked
    on
        coalesce(passed.places, 0) + 1 = ranked.place
        {%- for wish in wishes %}
        and leads.{{ wish }} = ranked.{{ wish }}
        {%- endfor %}
