{#
    Why a lead is in the queue, where no reason of qualified_leads says so: who waited in vain is off that list, and so is a
    customer. `leads` are scored leads with stage, flags and qualified_by.
#}
{% macro why_in_queue(leads) -%}
    case
        when {{ leads }}.customer_is_back and {{ leads }}.last_hand_raise_at > {{ leads }}.last_purchase_at
            then concat('Customer, asked to talk again ', {{ so_long_ago(leads ~ '.last_hand_raise_at', leads ~ '.as_of') }})
        when {{ leads }}.customer_is_back then 'Customer, looks to buy again'
        when {{ leads }}.hand_raiser
            then concat(
                'Asked to talk ', {{ so_long_ago(leads ~ '.last_hand_raise_at', leads ~ '.as_of') }}, ', nobody answered'
            )
        when {{ leads }}.qualified_by is not null then concat('Meets ', {{ leads }}.qualified_by)
        else concat('In stage ', {{ leads }}.stage)
    end
{%- endmacro %}

{# How long ago, in words: today, 1 day ago, 12 days ago. #}
{% macro so_long_ago(earlier, later) -%}
    {%- set days = 'cast(floor(' ~ days_between(earlier, later) ~ ') as integer)' -%}
    case
        when {{ days }} < 1 then 'today'
        when {{ days }} = 1 then '1 day ago'
        else concat({{ days }}, ' days ago')
    end
{%- endmacro %}
