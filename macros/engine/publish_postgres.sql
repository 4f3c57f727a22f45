{#
    PostgreSQL: a run is a schema, and the one that BI reads is called <schema>_published. All of it is one transaction, so that a
    failure leaves what was there; it is begun by hand, since dbt believes one to be open once anything has been asked. The comment
    of a schema says of which run it is, and of which requests for privacy.
#}

{% macro postgres__published_versions() -%}
    {%- set name = published_schema() -%}
    {%- set found = run_query(
        "select nspname, obj_description(oid, 'pg_namespace') from pg_namespace where (nspname = '" ~ name
        ~ "' or left(nspname, " ~ (name | length + 1) ~ ") = '" ~ name ~ "_') "
        ~ "and obj_description(oid, 'pg_namespace') ~ '^run [0-9]{8}_[0-9]{6}_[0-9a-f]{8}, privacy [0-9a-f]{32}$'"
    ).rows -%}
    {%- set versions = {} -%}
    {%- for row in found -%}
        {%- do versions.update({row[0]: (row[1][4:28], row[1][-32:])}) -%}
    {%- endfor -%}
    {{ return(versions) }}
{%- endmacro %}

{% macro postgres__publish_marts(marts, run_id, privacy) -%}
    {%- set draft = adapter.quote(published_schema('draft')) -%}
    {%- do run_query('begin') -%}
    {%- set held = published_versions() -%}
    {%- do run_query('create schema ' ~ draft) -%}
    {%- for mart in marts -%}
        {%- do run_query('create table ' ~ draft ~ '.' ~ mart ~ ' as ' ~ published_mart(mart, run_id)) -%}
        {%- for column in model_named(mart).config.meta.get('indexed_by', []) -%}
            {%- do run_query('create index on ' ~ draft ~ '.' ~ mart ~ ' (' ~ column ~ ')') -%}
        {%- endfor -%}
        {%- do run_query('analyze ' ~ draft ~ '.' ~ mart) -%}
    {%- endfor -%}
    {%- do run_query("comment on schema " ~ draft ~ " is 'run " ~ run_id ~ ", privacy " ~ privacy ~ "'") -%}
    {%- do wait_for_readers() -%}
    {%- for name, version in held.items() if version[0] == run_id -%}
        {%- do run_query('drop schema ' ~ adapter.quote(name) ~ ' cascade') -%}
    {%- endfor -%}
    {%- do swap(draft, held.get(published_schema(), [run_id])[0], run_id) -%}
    {%- for name in versions_to_drop(published_versions(), run_id, privacy) -%}
        {%- do run_query('drop schema ' ~ adapter.quote(name) ~ ' cascade') -%}
    {%- endfor -%}
    {%- do keep() -%}
{%- endmacro %}

{% macro postgres__put_back(run_id, in_place) -%}
    {%- do run_query('begin') -%}
    {%- do wait_for_readers() -%}
    {%- do swap(adapter.quote(published_schema(run_id)), in_place, run_id) -%}
    {%- do keep() -%}
{%- endmacro %}

{# Gives a schema the name that BI reads; the one that had it is called after its run, unless that is gone. #}
{% macro swap(schema, in_place, run_id) -%}
    {%- set place, aside = adapter.quote(published_schema()), adapter.quote(published_schema(in_place)) -%}
    {%- if in_place and in_place != run_id -%}
        {%- do run_query('alter schema ' ~ place ~ ' rename to ' ~ aside) -%}
        {%- if var('bi_role') -%}
            {%- do run_query('revoke usage on schema ' ~ aside ~ ' from ' ~ quoted_role()) -%}
        {%- endif -%}
    {%- endif -%}
    {%- do run_query('alter schema ' ~ schema ~ ' rename to ' ~ place) -%}
    {%- if var('bi_role') -%}
        {%- do run_query('grant usage on schema ' ~ place ~ ' to ' ~ quoted_role()) -%}
        {%- do run_query('grant select on all tables in schema ' ~ place ~ ' to ' ~ quoted_role()) -%}
        {# What the BI role could read before it had a schema of its own. #}
        {%- do run_query('revoke usage on schema ' ~ adapter.quote(target.schema) ~ ' from ' ~ quoted_role()) -%}
    {%- endif -%}
{%- endmacro %}

{#
    Until the end of the transaction nobody reads what is published. A query that has begun on one table would else find the next
    one in the new schema. A run that waits for readers must not keep them waiting: of two that wait for each other the server ends
    one after a second, and it could be the reader.
#}
{% macro wait_for_readers() -%}
    {%- do run_query("set local lock_timeout = '200ms'") -%}
    {%- do run_query("
        do $$
        declare
            tables text := (
                select string_agg(oid::regclass::text, ', ' order by oid)
                from pg_class
                where relkind = 'r' and relnamespace = to_regnamespace('" ~ adapter.quote(published_schema()) ~ "')
            );
        begin
            if tables is null then
                return;
            end if;
            for attempt in 1..150 loop
                begin
                    execute 'lock table ' || tables || ' in access exclusive mode';
                    return;
                exception when lock_not_available then
                    perform pg_sleep(0.2);
                end;
            end loop;
            raise exception '" ~ published_schema() ~ " is read without a pause; what was published before stays. Publish again.';
        end $$
    ") -%}
{%- endmacro %}
