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
        when
            {{ column }} like '%?{{ name | replace('_', '!_') }}=%' escape '!'
            or {{ column }} like '%&{{ name | replace('_', '!_') }}=%' escape '!'
            then nullif(regexp_replace(regexp_replace({{ column }}, '(?s)^.*[?&]{{ name }}=', ''), '(?s)[&#].*$', ''), '')
    end
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
