{# Why a row is written, in words: the stages it goes between and why, a flag, the rules, or the score that moved most. #}
{% macro what_tipped_it() -%}
    {%- set moved = [] -%}
    {%- for dimension in ['fit', 'engagement', 'intent'] -%}
        {%- do moved.append('abs(' ~ dimension ~ '_score - ' ~ dimension ~ '_score_before)') -%}
    {%- endfor -%}
    {%- set movement -%}
        case
            {%- for dimension in ['intent', 'engagement', 'fit'] %}
            when abs({{ dimension }}_score - {{ dimension }}_score_before) = greatest({{ moved | join(', ') }})
                then concat(
                    '{{ dimension }} ', case when {{ dimension }}_score >= {{ dimension }}_score_before then '+' else '' end,
                    {{ dimension }}_score - {{ dimension }}_score_before
                )
            {%- endfor %}
            else 'grade'
        end
    {%- endset -%}
    case
        when not is_remembered then 'first seen'
        when stage <> stage_before and expired_at = as_of then concat(stage_before, ' to ', stage, ': expired_untouched')
        when stage <> stage_before and stage = 'recycled' then concat('refused: ', refusal_reason)
        when stage <> stage_before and stage = 'disqualified' then concat('gate: ', disqualification_reason)
        when stage <> stage_before and stage = 'mql' then concat('rules: ', qualified_by, '; ', {{ movement }})
        when stage <> stage_before then concat(stage_before, ' to ', stage)
        {%- for flag in flag_names() %}
        when {{ flag }} and not {{ flag }}_before then '{{ flag }}'
        when {{ flag }}_before and not {{ flag }} then 'no longer {{ flag }}'
        {%- endfor %}
        when {{ has_changed(['refused_at']) }} then concat('refused: ', refusal_reason)
        when {{ has_changed(['qualified_by']) }} then concat('rules: ', coalesce(qualified_by, 'none'))
        when {{ has_changed(['missing']) }} then concat('missing: ', coalesce(missing, 'nothing'))
        when {{ has_changed(['nurture_segment']) }}
            then concat('segment: ', coalesce(nurture_segment_before, 'none'), ' to ', coalesce(nurture_segment, 'none'))
        else {{ movement }}
    end
{%- endmacro %}
