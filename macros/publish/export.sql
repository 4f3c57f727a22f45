{# What the CRM has been given. Only `make export` adds to it. #}

{# Text that stands for all files of models/criteria and models/rules as they are now, lines and spaces at their ends apart. #}
{% macro criteria_version() -%}
    {%- set codes = [] -%}
    {%- if execute -%}
        {%- for model in analysts_models() -%}
            {%- do codes.append(model.raw_code | trim | replace('\r\n', '\n')) -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(local_md5(codes | sort | join('\n'))) }}
{%- endmacro %}

{# Steps that end in `exported`: what each lead was when it was last exported. #}
{% macro last_exported() -%}
numbered as (
    select
        lead_id,
        source_system,
        content_hash,
        row_number() over (partition by source_system, lead_id order by exported_at desc) as newest
    from {{ ref('crm_exported') }}
),

exported as (
    select
        lead_id,
        source_system,
        content_hash
    from numbered
    where newest = 1
)
{%- endmacro %}

{# The rows of crm_export that were not exported since they were built. #}
{% macro rows_to_export() -%}
    {%- if execute and not load_relation(ref('crm_export')) -%}
        {{ exceptions.raise_compiler_error('There is no crm_export yet; run make run first.') }}
    {%- endif -%}
    with {{ last_exported() }}

    select changed.*
    from {{ ref('crm_export') }} as changed
    left join exported
        on changed.lead_id = exported.lead_id and changed.source_system = exported.source_system
    where coalesce(exported.content_hash, '') <> changed.content_hash
{%- endmacro %}

{# The same, in an order of its own. #}
{% macro rows_of_file() -%}
    {{ rows_to_export() }}
    order by {{ in_byte_order('changed.source_system') }}, {{ in_byte_order('changed.lead_id') }}
{%- endmacro %}

{#
    Marks the rows to export as exported, in one statement, if they are still those that the file holds: `held` is the MD5 of
    their keys and hashes, as src/lead_scoring/publish/export.py takes it. Later than what was marked before, whatever the clock says.
#}
{% macro mark_exported(held) -%}
    {%- do run_query(
        "insert into " ~ ref('crm_exported') ~ " (lead_id, source_system, content_hash, exported_at, criteria_version) "
        ~ "select lead_id, source_system, content_hash, greatest(" ~ run_started() ~ ", (select max(exported_at) "
        ~ "+ interval '1' second from " ~ ref('crm_exported') ~ ")), criteria_version from (" ~ rows_to_export() ~ ") as marked "
        ~ "where '" ~ held ~ "' = (select md5(" ~ sorted_list("concat(source_system, ' ', lead_id, ' ', content_hash)")
        ~ ") from (" ~ rows_to_export() ~ ") as held)"
    ) -%}
    {%- if run_query("select count(*) from (" ~ rows_to_export() ~ ") as unmarked").rows[0][0] > 0 -%}
        {{ exceptions.raise_compiler_error(
            'The leads were scored again while the file was written, so none is marked as exported; run make export again.'
        ) }}
    {%- endif -%}
    {%- do keep() -%}
{%- endmacro %}
