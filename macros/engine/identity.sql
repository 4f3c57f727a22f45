{# SHA-256 of a text in hexadecimal. #}
{% macro sha256(column) -%}{{ return(adapter.dispatch('sha256')(column)) }}{%- endmacro %}
{% macro default__sha256(column) -%}sha256({{ column }}){%- endmacro %}
{% macro postgres__sha256(column) -%}encode(sha256(convert_to({{ column }}, 'UTF8')), 'hex'){%- endmacro %}
{% macro spark__sha256(column) -%}sha2({{ column }}, 256){%- endmacro %}
