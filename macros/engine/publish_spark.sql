{#
    Spark: a run is a schema of tables, and what BI reads are views on them, which are turned to another run one by one. A schema
    has its comment when all of its tables are there.
#}

{% macro spark__published_versions() -%}
    {%- set versions = {} -%}
    {%- for schema in run_query("show schemas like '" ~ published_schema() ~ "*'").rows -%}
        {%- for row in run_query('describe schema ' ~ adapter.quote(schema[0])).rows if row[0] == 'Comment' and row[1].startswith('run ') -%}
            {%- do versions.update({schema[0]: (row[1][4:28], row[1][-32:])}) -%}
        {%- endfor -%}
    {%- endfor -%}
    {{ return(versions) }}
{%- endmacro %}

{% macro spark__publish_marts(marts, run_id, privacy) -%}
    {%- set schema = adapter.quote(published_schema(run_id)) -%}
    {%- do run_query('drop schema if exists ' ~ schema ~ ' cascade') -%}
    {%- do run_query('create schema ' ~ schema) -%}
    {%- for mart in marts -%}
        {%- do run_query('create table ' ~ schema ~ '.' ~ mart ~ ' using parquet as ' ~ published_mart(mart, run_id)) -%}
    {%- endfor -%}
    {%- set comment = "run " ~ run_id ~ ", privacy " ~ privacy -%}
    {%- do run_query("comment on schema " ~ schema ~ " is '" ~ comment ~ "'") -%}
    {%- do turn_views_to(run_id, comment) -%}
    {%- set held = published_versions() -%}
    {%- do held.pop(published_schema()) -%}
    {%- for name in versions_to_drop(held, run_id, privacy) -%}
        {%- do run_query('drop schema ' ~ adapter.quote(name) ~ ' cascade') -%}
    {%- endfor -%}
{%- endmacro %}

{% macro spark__put_back(run_id, in_place) -%}
    {%- set held = published_versions() -%}
    {%- do turn_views_to(run_id, 'run ' ~ run_id ~ ', privacy ' ~ held[published_schema(run_id)][1]) -%}
{%- endmacro %}

{% macro turn_views_to(run_id, comment) -%}
    {%- set place, schema = adapter.quote(published_schema()), adapter.quote(published_schema(run_id)) -%}
    {%- do run_query('create schema if not exists ' ~ place) -%}
    {%- set there = run_query('show tables in ' ~ schema).rows | map(attribute=1) | list -%}
    {%- for mart in there -%}
        {%- do run_query('create or replace view ' ~ place ~ '.' ~ mart ~ ' as select * from ' ~ schema ~ '.' ~ mart) -%}
    {%- endfor -%}
    {%- for row in run_query('show views in ' ~ place).rows if row[1] not in there -%}
        {%- do run_query('drop view ' ~ place ~ '.' ~ row[1]) -%}
    {%- endfor -%}
    {%- do run_query("comment on schema " ~ place ~ " is '" ~ comment ~ "'") -%}
{%- endmacro %}
