{#
    The stages in which a lead is nurtured, each with what nurture_rules may call it. Nobody disqualified is, and nobody in stage
    not_profiled: a segment made of scores is profiling.
#}
{% macro nurtured() -%}
    {{ return({
        'lead': ['lead', 'not_qualified'], 'engaged': ['engaged', 'not_qualified'], 'mql': ['mql'], 'recycled': ['recycled'],
        'customer': ['customer'], 'sal': ['sal', 'with_sales'], 'sql': ['sql', 'with_sales'],
        'opportunity': ['opportunity', 'with_sales'],
    }) }}
{%- endmacro %}

{#
    Steps `nurture_candidates` and `nurture_chosen` of a model that has `stages`, a step or a relation with lead_id and stage: the
    nurture rule of each lead, of those that apply in its stage the first by priority.
#}
{% macro nurture_chosen(stages) -%}
nurture_candidates as (
    select
        rules.*,
        row_number() over (
            partition by rules.lead_id order by rules.priority, {{ in_byte_order('rules.segment') }}
        ) as place
    from {{ stages }} as stages
    inner join {{ ref('nurture_rules') }} as rules
        on stages.lead_id = rules.lead_id
    where
        rules.applies
        and (
            {%- for stage, names in nurtured().items() %}
            {{ 'or ' if not loop.first }}(stages.stage = '{{ stage }}' and rules.applies_to in ('{{ names | join("', '") }}'))
            {%- endfor %}
        )
),

nurture_chosen as (
    select * from nurture_candidates
    where place = 1
)
{%- endmacro %}
