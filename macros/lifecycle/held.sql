{#
    Steps of int_lead_stages, after `previous`: the `rules` and `flags` that hold, the criteria `met` by leads that a rule holds
    for, and what each lead is `lacking`.
#}
{% macro held() -%}
-- A rule or flag that holds is entered, or was held before and stays.
rules as (
    select
        rules.lead_id,
        {{ sorted_list('rules.rule') }} as qualified_by
    from {{ ref('qualification_rules') }} as rules
    left join previous
        on rules.lead_id = previous.lead_id
    where rules.enters or (rules.stays and {{ is_named_in('rules.rule', 'previous.qualified_by') }})
    group by rules.lead_id
),

flags as (
    select
        rules.lead_id
        {%- for flag in flag_names() %},
        max(
            case when rules.flag = '{{ flag }}' and (rules.enters or (rules.stays and previous.{{ flag }})) then 1 end
        ) = 1 as {{ flag }}
        {%- endfor %}
    from {{ ref('flag_rules') }} as rules
    left join previous
        on rules.lead_id = previous.lead_id
    group by rules.lead_id
),

-- Why it is handed over, criterion by criterion: the answers of sales are compared with that.
met as (
    select
        reasons.lead_id,
        {{ sorted_list('reasons.criterion') }} as met_now
    from {{ ref('int_lead_score_reasons') }} as reasons
    inner join rules
        on reasons.lead_id = rules.lead_id
    where reasons.criterion <> 'limit'
    group by reasons.lead_id
),

-- What sales needs to work with the lead and does not have.
lacking as (
    select
        lead_id,
        {{ sorted_list('needed') }} as missing
    from {{ ref('handover_rules') }}
    where is_missing
    group by lead_id
)
{%- endmacro %}
