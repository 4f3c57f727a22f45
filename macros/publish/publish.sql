{#
    `dbt run-operation publish` and `rollback`, where marts are published in a database: `make run`, `make publish` and
    `make rollback` call them. On DuckDB they write files instead, in Python.
#}

{% macro publish(accept='') -%}
    {%- set built = load_relation(built_marts()) -%}
    {%- set marts = run_query('select mart, run_id, is_tested, privacy from ' ~ built ~ ' order by mart').rows if built else [] -%}
    {%- if not marts -%}
        {{ exceptions.raise_compiler_error('The marts are not those of one whole run in which nothing failed; run make run.') }}
    {%- elif not marts[0][2] -%}
        {{ exceptions.raise_compiler_error('The marts were built and not tested; run make run.') }}
    {%- endif -%}
    {%- do refuse_collapse(accept) -%}
    {%- set names = marts | map(attribute=0) | list -%}
    {%- do publish_marts(names, marts[0][1], marts[0][3]) -%}
    {%- do print('Published run ' ~ marts[0][1] ~ ' in schema ' ~ published_schema()) -%}
{%- endmacro %}

{# `accept`: what may have fallen away, as raw_activities,qualified_leads or all. macros/publish/collapse.sql says what is compared; with
   only_compared nothing is asked where nothing is published. #}
{% macro refuse_collapse(accept='', only_compared=false) -%}
    {%- set in_place = published_schema() in published_versions() -%}
    {%- if only_compared and not in_place -%}{{ return('') }}{%- endif -%}
    {%- set limits = {} -%}
    {%- for name in ['collapse_below', 'rejected_at_most', 'collapse_least_fall', 'newest_day_may_move_back'] -%}
        {%- do limits.update({name: setting(name)}) -%}
    {%- endfor -%}
    {%- set before = adapter.quote(published_schema()) ~ '.' if in_place else '' -%}
    {%- set found = run_query(collapse_findings(adapter.quote(target.schema) ~ '.', before, limits)).rows -%}
    {%- set refusal = collapse_refusal(found, accept.replace(' ', '').split(',')) | trim -%}
    {%- if refusal -%}{{ exceptions.raise_compiler_error(refusal) }}{%- endif -%}
{%- endmacro %}

{# Which run BI reads, in a sentence. #}
{% macro say_published() -%}
    {%- if published_schema() in published_versions() -%}
        {%- set row = run_query('select max(run_id), max(published_at) from ' ~ adapter.quote(published_schema()) ~ '.run_history').rows[0] -%}
        {%- do print('BI still reads run ' ~ row[0] ~ ', published ' ~ (row[1] | string)[:16] ~ ' UTC.') -%}
    {%- else -%}
        {%- do print('Nothing has been published before.') -%}
    {%- endif -%}
{%- endmacro %}

{% macro say_files() -%}
    {{ exceptions.raise_compiler_error('On ' ~ adapter.type() ~ ' marts are published as files; run make publish or make rollback.') }}
{%- endmacro %}

{% macro rollback(to='') -%}
    {%- set held = published_versions() -%}
    {%- set in_place, privacy = held.get(published_schema(), ('', none)) -%}
    {%- set runs = [] -%}
    {%- for run, of in held.values() | unique | sort if privacy in (of, none) -%}{%- do runs.append(run) -%}{%- endfor -%}
    {%- set fitting = [] -%}
    {%- for run in runs if run == to or (not to and run < in_place) -%}{%- do fitting.append(run) -%}{%- endfor -%}
    {%- if not fitting -%}
        {{ exceptions.raise_compiler_error(
            'There is no published run ' ~ (to or 'before the one in place') ~ '. There are: ' ~ (runs | join(', ') or 'none') ~ '.'
        ) }}
    {%- elif fitting[-1] != in_place -%}
        {%- do put_back(fitting[-1], in_place) -%}
    {%- endif -%}
    {%- do print('BI reads run ' ~ fitting[-1] ~ ' again, until the next run. There are: ' ~ (runs | join(', ')) ~ '.') -%}
{%- endmacro %}

{% macro published_schema(run_id='') -%}
    {%- set name = target.schema ~ '_published' ~ ('_' ~ run_id if run_id) -%}
    {%- if name | length > 63 -%}
        {{ exceptions.raise_compiler_error(name ~ ' is longer than the 63 characters of a name; choose a shorter DBT_SCHEMA.') }}
    {%- endif -%}
    {{ return(name) }}
{%- endmacro %}

{# The names of the versions to drop once a run is in place, of {name: (run id, privacy)}: those beyond what is kept, and those
   of which somebody must not be seen any more. #}
{% macro versions_to_drop(held, run_id, privacy) -%}
    {%- set kept, dropped = [], [] -%}
    {%- for name, version in held.items() | sort(attribute='1.0', reverse=true) if version[0] != run_id -%}
        {%- do (kept if version[1] == privacy and kept | length < setting('old_versions_kept') else dropped).append(name) -%}
    {%- endfor -%}
    {{ return(dropped) }}
{%- endmacro %}

{# A mart as it is published. #}
{% macro published_mart(mart, run_id) -%}
    select
        marts.*,
        cast('{{ run_id }}' as {{ dbt.type_string() }}) as run_id,
        {{ run_started() }} as published_at
    from {{ adapter.quote(target.schema) }}.{{ mart }} as marts
{%- endmacro %}
