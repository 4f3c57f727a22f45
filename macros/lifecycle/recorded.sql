{# Which dates are recorded: none is recorded twice over, and none before another. #}

{# Ends the run, before anything is built, that would record a date before the last one recorded. #}
{% macro refuse_earlier_dates() -%}
    {%- if execute and model_named('lead_stage_log').unique_id in selected_resources -%}
        {%- set last = last_recorded_on() -%}
        {%- set date = as_of_moment().strftime('%Y-%m-%d') -%}
        {%- if last and date < last -%}
            {{ exceptions.raise_compiler_error(
                'as_of is ' ~ date ~ ', and ' ~ last ~ ' is recorded already: what was recorded later would no longer follow from it. '
                ~ 'Score a past day in another file or schema (DUCKDB_PATH, DBT_SCHEMA), or record all days again: make replay FROM='
                ~ date ~ ' TO=' ~ last ~ '.'
            ) }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{# A clock that went back would make rows of the future of true ones, and a list without them. #}
{% macro refuse_clock_that_went_back() -%}
    {%- if execute and model_named('run_history').unique_id in selected_resources -%}
        {%- set node = model_named('run_history') -%}
        {%- set held = adapter.get_relation(node.database, node.schema, node.alias) -%}
        {%- set later = 'select max(run_started_at) from ' ~ held ~ ' where run_started_at > ' ~ run_started() -%}
        {%- set last = run_query(later).rows[0][0] if held -%}
        {%- if last -%}
            {{ exceptions.raise_compiler_error(
                'The clock says ' ~ run_started_at.strftime('%Y-%m-%d %H:%M') ~ ' UTC, and a run of ' ~ (last | string)[:16]
                ~ ' is recorded already. Set the clock; if it was wrong then, delete that row of ' ~ held ~ '.'
            ) }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{#
    Before the first run: lead_stage_log, empty, so that it can read itself from the beginning. Asking dbt whether it is there
    (is_incremental) would need a warehouse where somebody only compiles. A column that it lacks is added, and is null in the past.
#}
{% macro make_lead_stage_log() -%}
    {%- if execute and is_memory_needed() -%}
        {%- set node = model_named('lead_stage_log') -%}
        {%- if recorded_relation() -%}
            {%- do add_recorded_columns(recorded_relation()) -%}
        {%- else -%}
            {%- set relation = api.Relation.create(node.database, node.schema, node.alias, type='table') -%}
            {%- do adapter.cache_added(relation) -%}
            {{ create_recorded(relation) }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{# Whether a run writes the table, or reads it. #}
{% macro is_memory_needed() -%}
    {%- set selected = [] -%}
    {%- for name in ['lead_stage_log', 'int_lead_stages', 'int_lead_id_crosswalk'] -%}
        {%- do selected.append(model_named(name).unique_id in selected_resources) -%}
    {%- endfor -%}
    {{ return(true in selected) }}
{%- endmacro %}

{% macro add_recorded_columns(relation) -%}
    {%- set held = adapter.get_columns_in_relation(relation) | map(attribute='name') | list -%}
    {%- set lacking = [] -%}
    {%- for column, type in recorded_columns().items() if column not in held -%}
        {%- do lacking.append(api.Column(column, type)) -%}
    {%- endfor -%}
    {%- if lacking -%}
        {%- do alter_relation_add_remove_columns(relation, lacking, []) -%}
        {%- do keep() -%}
    {%- endif -%}
{%- endmacro %}

{# What `make run` asks: whether a run of these connectors has ended here, and the last date recorded. #}
{% macro say_recorded() -%}
    {%- set node = model_named('run_history') -%}
    {%- set held = adapter.get_relation(node.database, node.schema, node.alias) -%}
    {%- set runs = "select count(*) from " ~ held ~ " where connectors = '" ~ var('connectors') | join(', ') ~ "'" -%}
    {%- set has_run = held and run_query(runs).rows[0][0] > 0 -%}
    {%- do print(tojson({'has_run': has_run, 'last_recorded_on': last_recorded_on()})) -%}
{%- endmacro %}

{# And how far back the raw tables reach, once stg_first_moments is built. #}
{% macro say_first_moments() -%}
    {%- set columns = ['leads_from', 'leads', 'activities_from', 'activities'] -%}
    {%- set moments = 'select ' ~ columns | join(', ') ~ ' from ' ~ model_named('stg_first_moments').relation_name -%}
    {%- do print(tojson(dict(zip(columns, run_query(moments).rows[0].values() | map('string'))))) -%}
{%- endmacro %}

{# The last date recorded, as text; none where nothing is. #}
{% macro last_recorded_on() -%}
    {%- set recorded = recorded_relation() -%}
    {%- if recorded -%}
        {%- set newest = run_query('select max(recorded_on) as newest from ' ~ recorded).rows[0][0] -%}
        {{ return((newest | string)[:10] if newest else none) }}
    {%- endif -%}
{%- endmacro %}

{# The log, where there is one. Earlier warehouses call it recorded_stages: what is there goes on under the new name. #}
{% macro recorded_relation() -%}
    {%- set node = model_named('lead_stage_log') -%}
    {%- set log = adapter.get_relation(node.database, node.schema, node.alias) -%}
    {%- set before = none if log else adapter.get_relation(node.database, node.schema, 'recorded_stages') -%}
    {%- if before -%}
        {%- do adapter.rename_relation(before, before.incorporate(path={'identifier': node.alias})) -%}
        {%- do keep() -%}
        {{ return(adapter.get_relation(node.database, node.schema, node.alias)) }}
    {%- endif -%}
    {{ return(log) }}
{%- endmacro %}
