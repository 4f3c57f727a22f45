{# A top-level value of a JSON text, as text; null where the text is no JSON or lacks the key. #}
{% macro json_value(column, key) -%}{{ return(adapter.dispatch('json_value')(column, key)) }}{%- endmacro %}
{% macro default__json_value(column, key) -%}
    case when json_valid({{ column }}) then json_extract_string({{ column }}, '$.{{ key }}') end
{%- endmacro %}

{# Spark has no json_valid; get_json_object gives null for what is no JSON. #}
{% macro spark__json_value(column, key) -%}
    get_json_object({{ column }}, '$.{{ key }}')
{%- endmacro %}

{# PostgreSQL raises an error on what is no JSON: a function of the session, made by prepare_json, catches it. #}
{% macro postgres__json_value(column, key) -%}
    pg_temp.json_value({{ column }}, '{{ key }}')
{%- endmacro %}

{# What a model that calls json_value runs first, as its pre-hook. #}
{% macro prepare_json() -%}{{ return(adapter.dispatch('prepare_json')()) }}{%- endmacro %}
{% macro default__prepare_json() -%}{%- endmacro %}
{% macro postgres__prepare_json() -%}
    create or replace function pg_temp.json_value(written text, name text) returns text language plpgsql as $body$
    begin
        return cast(written as json) ->> name;
    exception when others then
        return null;
    end $body$
{%- endmacro %}
