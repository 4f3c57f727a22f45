-- One row per nurture segment, and one for all: of the leads that got a mail in their first 7 days in the segment, how many came
-- back or bought in the 30 days after these, and how many of those that got none. A lead counts once in a row, by the first
-- of its episodes that can be compared.
{%- set groups, ends = {'nurtured': 'is_nurtured', 'others': 'not is_nurtured'}, ['re_engaged', 'converted'] %}

with

rows_of as (
    select
        *,
        nurture_segment as segment
    from {{ ref('nurture_episodes') }}

    union all

    select
        *,
        '(all)' as segment
    from {{ ref('nurture_episodes') }}
),

placed as (
    select
        *,
        row_number() over (
            partition by segment, fate, lead_id order by since, {{ in_byte_order('nurture_segment') }}
        ) as place
    from rows_of
),

counted as (
    select
        {%- for group, belongs in groups.items() %}
        {%- set counts = "fate = 'compared' and place = 1 and " ~ belongs %}
        {{ how_many(counts) }} as {{ group }}_leads,
        {%- for end in ends %}
        {{ how_many(counts ~ ' and is_' ~ end) }} as {{ group }}_{{ end }},
        {%- endfor %}
        {%- endfor %}
        {{ how_many("fate = 'still open'") }} as episodes_still_open,
        {{ how_many("fate = 'left out'") }} as episodes_left_out,
        {{ how_many("fate = 'compared' and place > 1") }} as episodes_repeated,
        cast(count(*) as integer) as episodes,
        segment
    from placed
    group by segment
)

select
    segment as nurture_segment,
    episodes,
    episodes_still_open,
    episodes_left_out,
    episodes_repeated,
    {%- for group in groups %}
    {{ group }}_leads,
    {%- for end in ends %}
    {{ group }}_{{ end }},
    {{ ratio(group ~ '_' ~ end, group ~ '_leads') }} as {{ group }}_{{ end }}_rate,
    {%- endfor %}
    {%- endfor %}
    {%- for end in ends %}
    cast(
        {{ ratio('nurtured_' ~ end, 'nurtured_leads') }} - {{ ratio('others_' ~ end, 'others_leads') }} as numeric(18, 6)
    ) as {{ end }}_difference,
    {{ compared(
        'nurtured_' ~ end, 'nurtured_leads', 'others_' ~ end, 'others_leads', 30, {'more': 'more', 'less': 'less'}
    ) }} as {{ end }}_verdict,
    {%- endfor %}
    {{ as_of() }} as as_of
from counted
