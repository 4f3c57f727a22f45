{# Which records are one lead. #}

{# How many identities a chain of records may be long. #}
{% macro rounds_of_identity() -%}{{ return(4) }}{%- endmacro %}

{# The place of a system in the order of trust, the most trusted first; one that is not listed comes last. #}
{% macro trust_in(source_system) -%}
    case {{ source_system }}
        {%- for system in setting('trusted_connectors') %}
        when '{{ system }}' then {{ loop.index }}
        {%- endfor %}
        else {{ setting('trusted_connectors') | length + 1 }}
    end
{%- endmacro %}

{# The system that an id belongs to: <system>:<id> says so itself, any other is of the system whose row gives it. #}
{% macro system_of_id(column) -%}
    case
        {%- for system in setting('connectors') %}
        when {{ column }} like '{{ system | replace('_', '!_') }}:%' escape '!' then '{{ system }}'
        {%- endfor %}
        else source_system
    end
{%- endmacro %}

{# The value of a column in the one row of the group for which the condition holds. #}
{% macro first_of(column, condition) -%}
    max(case when {{ condition }} then {{ column }} end)
{%- endmacro %}

{# SHA-256 of a text in hexadecimal. #}
{% macro sha256(column) -%}{{ return(adapter.dispatch('sha256')(column)) }}{%- endmacro %}
{% macro default__sha256(column) -%}sha256({{ column }}){%- endmacro %}
{% macro postgres__sha256(column) -%}encode(sha256(convert_to({{ column }}, 'UTF8')), 'hex'){%- endmacro %}
{% macro spark__sha256(column) -%}sha2({{ column }}, 256){%- endmacro %}
