{# A column of a mart that tells who a person is, as it is or masked. Its description carries `meta: {personal: true}`. #}
{% macro personal(column) -%}
    {%- if setting('mask_personal_data') -%}
        case when {{ column }} is not null then '***' end
    {%- else -%}
        {{ column }}
    {%- endif -%}
{%- endmacro %}

{#
    The form of a text without what it says: x for whatever is neither a digit nor a mark, 9 for a digit. `eve on 7.3.2026` is
    `x x 9.9.9999`.
#}
{% macro form_of(column) -%}
    {{ replace_all(replace_all('substr(' ~ column ~ ', 1, 100)', '[^0-9 .,:;/+()@%-]+', 'x'), '[0-9]', '9') }}
{%- endmacro %}

{# A word of business, or the form of it where somebody typed what may be an address or a number to call. #}
{% macro without_contact(column) -%}
    case
        when {{ column }} like '%@%' or length({{ replace_all(column, '[^0-9]', '') }}) >= 7 then {{ form_of(column) }}
        else {{ column }}
    end
{%- endmacro %}
