-- One row per lead and stage in which it would be nurtured: the segment it would be in there, the first that applies.
-- recorded_stages knows the stage that the lead is in.
with

named as (
    {%- for stage, names in nurtured().items() %}
    {%- for name in names %}
    select
        '{{ stage }}' as stage,
        '{{ name }}' as applies_to
    {{ 'union all' if not loop.last }}
    {%- endfor %}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

ranked as (
    select
        rules.lead_id,
        named.stage,
        rules.priority,
        rules.applies_to,
        rules.segment,
        rules.action,
        rules.every_days,
        rules.journey_stage,
        row_number() over (
            partition by rules.lead_id, named.stage order by rules.priority, {{ in_byte_order('rules.segment') }}
        ) as place
    from {{ ref('nurture_rules') }} as rules
    inner join named
        on rules.applies_to = named.applies_to
    where rules.applies
)

select
    lead_id,
    stage,
    priority,
    applies_to,
    segment,
    action,
    every_days,
    journey_stage
from ranked
where place = 1
