{#
    What `make backtest` writes. It scores its dates in a schema of its own, and records them in the schema that BACKTEST_OF
    names, where the marts read them.
#}

{#
    Whether this run is of a back-test: what a CRM says of a lead today, it may say because of what the lead did after the date
    that is scored.
#}
{% macro is_backtest() -%}{{ return(env_var('BACKTEST_OF', '') != '') }}{%- endmacro %}

{# A table of the back-test, in the schema whose marts read it. #}
{% macro backtest_table(name) -%}
    {%- set node = model_named(name) -%}
    {{ return(api.Relation.create(node.database, env_var('BACKTEST_OF', target.schema), node.alias)) }}
{%- endmacro %}

{# The tables of a back-test that hold the rows of a date, and the view that each takes them from. #}
{% macro backtest_parts() -%}
    {{ return({
        'backtest_leads': 'backtest_scored',
        'backtest_vendor_scores': 'backtest_vendor_scored',
        'backtest_criteria': 'backtest_met',
        'backtest_patterns': 'backtest_met_together',
    }) }}
{%- endmacro %}

{%- macro backtest_connectors() -%}'{{ var("connectors") | join(", ") }}'{%- endmacro %}

{# Before the first date: forgets what is not of this back-test. The dates that are left are done. #}
{% macro keep_backtest_of(dates) -%}
    {%- do all_or_none() -%}
    {%- set kept = [] -%}
    {%- for date in dates -%}{%- do kept.append("cast('" ~ date ~ "' as timestamp)") -%}{%- endfor -%}
    {%- do run_query(
        'delete from ' ~ backtest_table('backtest_dates') ~ ' where as_of not in (' ~ kept | join(', ') ~ ') or within_days <> '
        ~ setting('within_days') ~ ' or connectors <> ' ~ backtest_connectors() ~ " or criteria_version <> '" ~ criteria_version() ~ "'"
    ) -%}
    {%- for name in backtest_parts() -%}
        {%- do run_query(
            'delete from ' ~ backtest_table(name) ~ ' where as_of not in (select as_of from ' ~ backtest_table('backtest_dates') ~ ')'
        ) -%}
    {%- endfor -%}
    {%- do keep() -%}
{%- endmacro %}

{# After a date is scored: its rows, all or none of them. #}
{% macro record_backtest() -%}
    {%- do all_or_none() -%}
    {%- for name, given in backtest_parts().items() -%}
        {%- set columns = adapter.get_columns_in_relation(backtest_table(name)) | map(attribute='name') | join(', ') -%}
        {%- do run_query(
            'insert into ' ~ backtest_table(name) ~ ' (' ~ columns ~ ') select ' ~ columns ~ ' from ' ~ ref(given)
        ) -%}
    {%- endfor -%}
    {%- do run_query(
        'insert into ' ~ backtest_table('backtest_dates') ~ ' (as_of, within_days, connectors, criteria_version, leads, conversions, '
        ~ 'converted_before, not_profiled, attributes_are_later, recorded_at) ' ~ backtest_date()
    ) -%}
    {%- do keep() -%}
{%- endmacro %}

{# The date scored, its leads counted. #}
{% macro backtest_date() -%}
    select
        {{ as_of() }},
        {{ setting('within_days') }},
        {{ backtest_connectors() }},
        '{{ criteria_version() }}',
        (select count(*) from {{ ref('backtest_scored') }}),
        (select count(*) from {{ ref('backtest_scored') }} where is_converted),
        (
            select count(*) from {{ ref('lead_scores') }} as leads
            inner join {{ ref('lead_conversions') }} as conversions
                on leads.lead_id = conversions.lead_id
            where conversions.converted_at < leads.as_of
        ),
        (select count(*) from {{ ref('lead_scores') }} where not is_profiled),
        (select count(*) from {{ ref('backtest_scored') }} where attributes_are_later),
        {{ run_started() }}
{%- endmacro %}

{# After the reports: how well these criteria ranked on these dates, in place of what is remembered of both. #}
{% macro remember_backtest() -%}
    {%- set history = backtest_table('backtest_history') -%}
    {%- set what -%}
        select
            criteria_version,
            connectors,
            min(as_of) as first_date,
            max(as_of) as last_date,
            cast(count(*) as integer) as dates,
            within_days
        from {{ backtest_table('backtest_dates') }}
        group by criteria_version, connectors, within_days
    {%- endset -%}
    {%- set key = 'criteria_version, connectors, first_date, last_date, dates, within_days' -%}
    {%- set measured = ['auc', 'auc_low', 'auc_high', 'average_precision'] -%}
    {%- do all_or_none() -%}
    {%- do run_query('delete from ' ~ history ~ ' where (' ~ key ~ ') in (' ~ what ~ ')') -%}
    {%- set ranked -%}
        insert into {{ history }} (recorded_at, {{ key }}, leads, conversions, {{ measured | join(', ') }}, lift)
        select
            {{ run_started() }},
            {{ key }},
            whole.leads,
            whole.conversions,
            whole.{{ measured | join(', whole.') }},
            best.lift
        from ({{ what }}) as what
        inner join {{ ref('score_performance') }} as whole
            on whole.tested_on = 'all dates' and whole.score = 'lead_score' and whole.decile = 0
        inner join {{ ref('score_performance') }} as best
            on best.tested_on = 'all dates' and best.score = 'lead_score' and best.decile = 1
    {%- endset -%}
    {%- do run_query(ranked) -%}
    {%- do keep() -%}
{%- endmacro %}

{# After the last date: nothing of the leads stays in the schemas it was scored in, where an erasure would not find it. #}
{% macro drop_backtest_schemas() -%}
    {%- set database = model_named('backtest_dates').database -%}
    {%- for part in ['', '_build', '_raw'] if env_var('BACKTEST_OF', '') -%}
        {%- do adapter.drop_schema(api.Relation.create(database, target.schema ~ part)) -%}
    {%- endfor -%}
{%- endmacro %}
