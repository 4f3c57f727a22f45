{# For each SQL text, what its syntax error is, or none. Asks the database's parser where it can answer without running. #}
{% macro syntax_errors(texts) -%}{{ return(adapter.dispatch('syntax_errors')(texts)) }}{%- endmacro %}

{# Elsewhere the engine says so when the file is built. #}
{% macro default__syntax_errors(texts) -%}
    {{ return([none] * texts | length) }}
{%- endmacro %}
{% macro duckdb__syntax_errors(texts) -%}
    {%- set parsed = [] -%}
    {%- for text in texts -%}
        {%- set plain = modules.re.sub('(?s)[{][{].*?[}][}]', 'leads', text) | replace("'", "''") -%}
        {%- do parsed.append("json_extract_string(json_serialize_sql('" ~ plain ~ "'), '$.error_message') as block_" ~ loop.index) -%}
    {%- endfor -%}
    {{ return(run_query('select ' ~ parsed | join(', ')).rows[0].values() | list) }}
{%- endmacro %}
