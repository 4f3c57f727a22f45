{# Who is called first: those who asked to talk, then those ready for sales, then by score; a total order. #}
{% macro best_first(leads) -%}
    case when {{ leads }}.hand_raiser then 0 else 1 end,
    case when {{ leads }}.sales_ready then 0 else 1 end,
    {{ leads }}.lead_score desc nulls last,
    {{ leads }}.last_intent_at desc nulls last,
    {{ in_byte_order(leads ~ '.lead_id') }}
{%- endmacro %}
