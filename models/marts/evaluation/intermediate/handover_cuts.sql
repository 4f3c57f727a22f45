-- One row per handover and cut: all of them, and by owner, source, grade, week and each rule that held.
{{ config(materialized='view') }}

with

rules as (
    select
        lead_id,
        handed_over_at,
        {{ each_of('qualified_by') }} as rule
    from {{ ref('sales_handovers') }}
),

cuts as (
    {%- for cut_by, value in {
        'all': "'all'", 'owner': 'owner_id', 'source': 'lead_source', 'grade': 'grade',
        'week': "substr(" ~ as_text("date_trunc('week', handed_over_at)") ~ ", 1, 10)",
    }.items() %}
    select
        lead_id,
        handed_over_at,
        '{{ cut_by }}' as cut_by,
        coalesce({{ value }}, 'unknown') as cut_value
    from {{ ref('sales_handovers') }}

    union all
    {% endfor %}
    select
        lead_id,
        handed_over_at,
        'rule' as cut_by,
        rule as cut_value
    from rules
)

select
    cuts.cut_by,
    cuts.cut_value,
    handovers.*
from cuts
inner join {{ ref('sales_handovers') }} as handovers
    on cuts.lead_id = handovers.lead_id and cuts.handed_over_at = handovers.handed_over_at
