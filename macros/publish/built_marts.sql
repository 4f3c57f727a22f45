{#
    `built_marts`, one row per mart: there while the marts are all of one run that nothing failed in, and tested when every data
    test has passed on them since. Only such marts are published. It is dropped before anything is built, so that a run that is killed
    leaves none.
#}

{% macro built_marts() -%}
    {%- set node = model_named('lead_stage_log') -%}
    {{ return(api.Relation.create(node.database, target.schema ~ '_build', 'built_marts', type='table')) }}
{%- endmacro %}

{# In on-run-start. #}
{% macro forget_built_marts() -%}
    {%- if execute -%}
        {%- for resource in selected_resources if resource.startswith(('model.', 'seed.')) -%}
            {%- if loop.first -%}drop table if exists {{ built_marts() }}{%- endif -%}
        {%- endfor -%}
    {%- endif -%}
{%- endmacro %}

{#
    In on-run-end: what one command built and tested, or one built and a later one tested. What failed, a test too, leaves nothing
    to publish, and neither does a run of no rows (--empty) or of some (--sample).
#}
{% macro remember_built_marts(results) -%}
    {%- if execute -%}
        {%- set passed, failed, built = [], [], [] -%}
        {%- for result in results if result.node -%}
            {%- do (passed if result.status | string in ('success', 'pass', 'warn', 'no-op') else failed).append(result.node.unique_id) -%}
            {%- do built.append(result.node.unique_id) if result.node.resource_type | string in ('model', 'seed') -%}
        {%- endfor -%}
        {%- set is_tested = have_passed(['test'], passed) -%}
        {%- if failed -%}
            drop table if exists {{ built_marts() }}
        {%- elif invocation_args_dict.get('empty') or invocation_args_dict.get('sample') -%}
        {%- elif have_passed(['model'], passed) -%}
            {{ write_built_marts(this_run(), is_tested, privacy_now()) }}
        {%- elif is_tested and not built and load_relation(built_marts()) -%}
            {%- set row = run_query('select run_id, privacy from ' ~ built_marts()).rows[0] -%}
            {%- do run_query('drop table ' ~ built_marts()) -%}
            {{ write_built_marts(row[0], true, "'" ~ row[1] ~ "'") }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}

{# Whether all of the project's nodes of some kinds are among these. #}
{% macro have_passed(kinds, passed) -%}
    {%- set missing = [] -%}
    {%- for id, node in graph.nodes.items() if node.resource_type in kinds and id not in passed -%}
        {%- do missing.append(id) -%}
    {%- endfor -%}
    {{ return(not missing) }}
{%- endmacro %}

{# Tells one run from another, and sorts by time; it is part of the names of files and schemas. #}
{% macro this_run() -%}
    {{ return(run_started_at.astimezone(modules.pytz.utc).strftime('%Y%m%d_%H%M%S') ~ '_' ~ invocation_id[:8]) }}
{%- endmacro %}

{# What people read: the models in the schema of the marts. #}
{% macro marts_of_the_graph() -%}
    {%- set marts = [] -%}
    {%- for node in graph.nodes.values() if node.resource_type == 'model' and node.schema == target.schema -%}
        {%- do marts.append(node) -%}
    {%- endfor -%}
    {{ return(marts | sort(attribute='name')) }}
{%- endmacro %}

{% macro write_built_marts(run_id, is_tested, privacy) -%}
    create table {{ built_marts() }} as
    select
        marts.mart,
        '{{ run_id }}' as run_id,
        {{ 'true' if is_tested else 'false' }} as is_tested,
        {{ privacy }} as privacy
    from (
        {%- for mart in marts_of_the_graph() %}
        select '{{ mart.alias }}' as mart{{ ' union all' if not loop.last }}
        {%- endfor %}
    ) as marts
{%- endmacro %}

{#
    One text for who may be shown: the requests for privacy, the records that they reach, and whether names are masked. What was
    published under another one may show who must not be seen any more.
#}
{% macro privacy_now() -%}
    (
        select md5(concat('{{ var("mask_personal_data") }} ', coalesce({{ sorted_list('known.request') }}, '')))
        from (
            select concat(request, ' ', coalesce(lead_id, ''), ' ', coalesce(addresses, '')) as request
            from {{ model_named('stg_privacy_request_records').relation_name }}
            where row_status = 'known' and request <> 'other'
            union
            select concat('reaches ', record) as request
            from {{ model_named('int_erased_records').relation_name }}
        ) as known
    )
{%- endmacro %}
