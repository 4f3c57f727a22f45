{# A column of a mart that tells who a person is, as it is or masked. Its description carries `meta: {personal: true}`. #}
{% macro personal(column) -%}
    {%- if setting('mask_personal_data') -%}
        case when {{ column }} is not null then '***' end
    {%- else -%}
        {{ column }}
    {%- endif -%}
{%- endmacro %}
