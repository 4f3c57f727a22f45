{# Parts of a page address, and of a JSON payload. #}

{# The host, without the port. #}
{% macro url_host(column) -%}
    regexp_replace(regexp_replace(lower({{ column }}), '^[a-z-]+://', ''), '(?s)[:/?#].*$', '')
{%- endmacro %}

{# The path, without a slash at its end; '/' for the front page. #}
{% macro url_path(column) -%}
    coalesce(nullif(
        regexp_replace(regexp_replace(regexp_replace(lower({{ column }}), '^[a-z]+://[^/?#]*', ''), '(?s)[?#].*$', ''), '/+$', ''),
        ''
    ), '/')
{%- endmacro %}

{# An address as far as its query, which differs from visit to visit. Cheap: for where rows are many. #}
{% macro url_without_query(column) -%}
    split_part({{ column }}, '?', 1)
{%- endmacro %}

{# The path of what people call a page: an address with or without its scheme, a path, or a bare name, which is one below '/'. #}
{% macro page_path(column) -%}
    {%- set host = "([A-Za-z0-9-]+[.])+[A-Za-z]{2,24}(:[0-9]+)?/|[wW]{3}[.][^/]*$" -%}
    concat('/', regexp_replace({{ url_path("regexp_replace(" ~ column ~ ", '^(//)?(" ~ host ~ ")', '/')") }}, '^/', ''))
{%- endmacro %}

{# A parameter of the query; null where it is absent or empty. #}
{% macro url_parameter(column, name) -%}
    case
        when {{ column }} like '%?{{ name }}=%' or {{ column }} like '%&{{ name }}=%'
            then nullif(regexp_replace(regexp_replace({{ column }}, '(?s)^.*[?&]{{ name }}=', ''), '(?s)[&#].*$', ''), '')
    end
{%- endmacro %}

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

{# The domain of a company's web address or bare domain; null where there is none. #}
{% macro domain_of(column) -%}
    {%- set host = "regexp_replace(" ~ url_host(column) ~ ", '^www[.]', '')" -%}
    case
        when regexp_replace({{ host }}, '^([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+([a-z]{2,24}|xn--[a-z0-9-]{2,58})$', '') = '' then {{ host }}
    end
{%- endmacro %}

{# A domain without subdomains: its last two labels. #}
{% macro registered_domain(domain) -%}
    concat(split_part({{ domain }}, '.', -2), '.', split_part({{ domain }}, '.', -1))
{%- endmacro %}
