{# E-mail addresses. Each argument is a column of cleaned text. #}

{# The address in lower case; null where it is none. #}
{% macro email_address(column) -%}
    case
        when regexp_replace(lower({{ column }}), '^[a-z0-9._%+''-]{1,64}@([a-z0-9]([a-z0-9-]*[a-z0-9])?[.])+([a-z]{2,24}|xn--[a-z0-9-]{2,58})$', '') = ''
            then lower({{ column }})
    end
{%- endmacro %}

{# A hash of an address (MD5, SHA-1 or SHA-256 in hexadecimal): it tells one person from another, and nobody can write to it. #}
{% macro email_hash(column) -%}
    case
        when regexp_replace(lower({{ column }}), '^([0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64})$', '') = '' then lower({{ column }})
    end
{%- endmacro %}

{# What tells a person: the address, or else its hash. #}
{% macro email_identity(column) -%}
    coalesce({{ email_address(column) }}, {{ email_hash(column) }})
{%- endmacro %}
