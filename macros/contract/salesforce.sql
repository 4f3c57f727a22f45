{# Rows of Salesforce's tables: ids of one length, empty text is null, and which version of a record counts. #}

{# The 15 characters of an id that tell records apart; in one of 18 the last three repeat them for who cannot tell A from a. #}
{% macro salesforce_id(column) -%}
    case when length({{ column }}) = 18 then substr({{ column }}, 1, 15) else nullif({{ column }}, '') end
{%- endmacro %}

{#
    The rows of a table of Salesforce: the columns named, `modified`, the moment of the last change as it is written, modified_at,
    that moment, and tells_of_then, whether the row says what its record was at as_of. `id` is required, and so is what else is
    named first. What the loader found gone was changed when it was loaded: the last change of the record is older than that.
#}
{% macro salesforce_rows(table, required, optional=[]) -%}
    {%- set marks = ['system_modstamp', 'last_modified_date', 'is_deleted', '_fivetran_deleted', '_fivetran_synced'] -%}
    select
        *,
        {{ tells_of_then('modified_at', ['id']) }} as tells_of_then
    from (
        select
            *,
            {{ to_timestamp('modified') }} as modified_at
        from (
            select
                {%- for column in ['id'] + required + optional %}
                {%- set is_id = column == 'id' or column.endswith('_id') %}
                {{ salesforce_id(column) if is_id else "nullif(" ~ column ~ ", '')" }} as {{ column }},
                {%- endfor %}
                coalesce(
                    case when {{ is_set('_fivetran_deleted') }} then nullif(_fivetran_synced, '') end,
                    nullif(system_modstamp, ''),
                    nullif(last_modified_date, '')
                ) as modified,
                {{ is_set('is_deleted') }} or {{ is_set('_fivetran_deleted') }} as is_deleted
            from (
                {{ vendor_table('salesforce', table, ['id'] + required, optional + marks, keys=['id']) }}
            ) as given
            {{ computed_once() }}
        ) as typed
        {{ computed_once() }}
    ) as dated
{%- endmacro %}

{#
    The same with version_number: 1 is the newest of the rows of one id that tell of as_of, and of two of one moment the one that is
    deleted.
#}
{% macro salesforce_versions(table, required, optional=[]) -%}
    select
        *,
        row_number() over (
            partition by id
            order by
                tells_of_then desc,
                modified_at desc nulls last,
                is_deleted desc,
                {{ in_byte_order(side_by_side(required + optional)) }}
        ) as version_number
    from (
        {{ salesforce_rows(table, required, optional) }}
    ) as versions
{%- endmacro %}

{# The rules by which a row of any table is left out, as branches of a case; the first that holds is its name. #}
{% macro salesforce_left_out() -%}
    when id is null then 'no id'
    when version_number > 1 then 'copy or other version'
    when is_deleted then 'deleted'
{%- endmacro %}

{# Where wishes are loaded and nobody tells whose they are, nobody would be heard. #}
{% macro salesforce_names_individuals() -%}
    {%- set wishes = source('salesforce', 'individual') -%}
    {%- set is_loaded = execute and adapter.get_relation(wishes.database, wishes.schema, wishes.identifier) -%}
    {%- for table in ['lead', 'contact'] -%}
        {%- do vendor_table('salesforce', table, ['individual_id'] if is_loaded else []) -%}
    {%- endfor -%}
{%- endmacro %}

{# Of lead and contact one may be missing. #}
{% macro salesforce_has_people() -%}
    {%- if execute -%}
        {%- set lead, contact = source('salesforce', 'lead'), source('salesforce', 'contact') -%}
        {%- set found = [] -%}
        {%- for named in [lead, contact] if adapter.get_relation(named.database, named.schema, named.identifier) -%}
            {%- do found.append(named) -%}
        {%- endfor -%}
        {%- if not found -%}
            {{ exceptions.raise_compiler_error(
                "There is neither a table " ~ lead.render() ~ " nor " ~ contact.render() ~ ", and connector salesforce needs one "
                ~ "of them; name their schema, as in make run CONNECTORS=salesforce VARS='schemas: {salesforce: ...}'."
            ) }}
        {%- endif -%}
    {%- endif -%}
{%- endmacro %}
