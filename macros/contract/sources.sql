{# Raw tables that a source schema holds. This and vendor_tables.sql are where the database is asked what there is. #}

{# Without these nothing can be scored; the other raw tables may be absent, and then have no rows. #}
{% macro required_tables() -%}
    {{ return(['raw_leads']) }}
{%- endmacro %}

{#
    A raw table of the source `tables`, in the shape of the contract: columns that it lacks are null, timestamps and dates are
    timestamps in UTC, exact numbers stay numbers where the contract has numbers, everything else is text. Ends the run where a required
    table or column is missing, or a table that raw_tables names.
#}
{% macro deliver_source(table) -%}
    {%- set named = source('tables', table) -%}
    {%- set columns, names, consent = {}, [], {} -%}
    {%- if execute -%}
        {%- set relation = adapter.get_relation(named.database, named.schema, named.identifier) -%}
        {%- if relation -%}
            {%- for column in adapter.get_columns_in_relation(relation) -%}
                {%- do columns.update({column.name | lower: column.data_type | lower}) -%}
                {%- do names.append(column.name) -%}
            {%- endfor -%}
            {%- for column in required_columns(table) if column not in columns -%}
                {{ exceptions.raise_compiler_error(
                    named.render() ~ " has no column '" ~ column ~ "', which " ~ table ~ " must have; it has: "
                    ~ columns | join(', ') ~ "."
                ) }}
            {%- endfor -%}
            {%- if table in tables_of_deleted_rows() -%}
                {%- do consent.update(consent_columns_of(named, names, table)) -%}
            {%- endif -%}
            {%- if table == 'raw_privacy_requests' and 'lead_id' not in columns and 'email' not in columns -%}
                {{ exceptions.raise_compiler_error(
                    named.render() ~ " has neither 'lead_id' nor 'email', so nobody can tell whose requests these are."
                ) }}
            {%- endif -%}
        {%- elif table in required_tables() -%}
            {{ exceptions.raise_compiler_error(
                "There is no table " ~ named.render() ~ ", and " ~ table ~ " is required; name the schema with "
                ~ "raw_schema (make run CONNECTORS=tables RAW_SCHEMA=...), or the table with raw_tables."
            ) }}
        {%- elif table in var('raw_tables') -%}
            {{ exceptions.raise_compiler_error(
                "There is no table " ~ named.render() ~ ", which raw_tables names for " ~ table ~ "; name one that there is."
            ) }}
        {%- endif -%}
    {%- endif -%}
    select
        {%- for column in raw_columns(table) + ['unreadable_line'] %}
        {{ allowed(column, consent.get(column)) or delivered(column, columns.get(column)) }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    {{ 'from ' ~ named if columns else 'where 1 = 0' }}
    {{ 'where ' ~ is_there(consent.deleted) if consent.deleted }}
{%- endmacro %}

{# Tables whose rows may carry a mark that they are deleted. #}
{% macro tables_of_deleted_rows() -%}{{ return(['raw_leads', 'raw_activities']) }}{%- endmacro %}

{# What people allow, out of the columns of a table of leads that say so; nothing where its own column alone does. #}
{% macro allowed(column, sources) -%}
    {%- if column == 'marketing_consent' and sources and sources != [(column, '')] -%}
        {{ consent_out_of(sources) }}
    {%- elif column == 'do_not_call' and sources and sources != [(column, '')] -%}
        {{ do_not_call_out_of(sources) }}
    {%- endif -%}
{%- endmacro %}

{# A column of a source table in the shape of the contract; null where the table has no such column, and so no type. #}
{% macro delivered(column, type) -%}
    {%- if not type -%}
        {{ as_text('null') }}
    {%- elif column in moment_columns() and type.startswith(('timestamp', 'date')) -%}
        {{ in_utc(column, type) }}
    {%- elif column in number_columns() and is_exact_number(type) -%}
        cast({{ column }} as numeric(28, 6))
    {%- elif column.endswith('_id') and type.startswith(('double', 'float', 'real', 'decimal', 'numeric')) -%}
        {#- An id that was read as a number with a fraction: 7.0 is the lead that is elsewhere written 7. -#}
        regexp_replace({{ as_text(column) }}, '[.]0+$', '')
    {%- else -%}
        {{ as_text(column) }}
    {%- endif -%}
{%- endmacro %}

{# Whether a type holds whole numbers, or decimals that numeric(28, 6) can take. Floats may be NaN: they go as text. #}
{% macro is_exact_number(type) -%}
    {%- set decimal = modules.re.match('(?:decimal|numeric)\\(([0-9]+),([0-9]+)\\)$', type.replace(' ', '')) -%}
    {{ return(
        type in ('tinyint', 'smallint', 'integer', 'int', 'bigint')
        or (decimal is not none and decimal.group(1) | int <= 18)
    ) }}
{%- endmacro %}

{# A date or a timestamp of the given type, as a timestamp in UTC without zone. #}
{% macro in_utc(column, type) -%}
    {%- if type in ('timestamp with time zone', 'timestamptz') -%}
        ({{ column }} at time zone 'UTC')
    {%- else -%}
        cast({{ column }} as timestamp)
    {%- endif -%}
{%- endmacro %}

{#
    What records said of consent that their system has deleted: rows of the table of leads that are marked so, and what the loader
    kept of such rows of files.
#}
{% macro deliver_deleted() -%}
    {%- set wanted = ['lead_id', 'email', 'marketing_consent', 'do_not_call'] -%}
    {%- set parts = [] -%}
    {%- for named in [source('tables', 'raw_leads'), source('tables', 'raw_deleted_leads')] if execute -%}
        {%- set relation = adapter.get_relation(named.database, named.schema, named.identifier) -%}
        {%- set names, types = [], {} -%}
        {%- for column in (adapter.get_columns_in_relation(relation) if relation else []) -%}
            {%- do names.append(column.name) -%}
            {%- do types.update({column.name | lower: column.data_type | lower}) -%}
        {%- endfor -%}
        {%- set consent = consent_columns_of(named, names) if loop.first and relation else {} -%}
        {%- if relation and (consent.deleted or not loop.first) -%}
            {%- set listed = [] -%}
            {%- for column in wanted -%}
                {%- do listed.append((allowed(column, consent.get(column)) or delivered(column, types.get(column))) ~ ' as ' ~ column) -%}
            {%- endfor -%}
            {%- do parts.append(
                'select ' ~ listed | join(', ') ~ ' from ' ~ named
                ~ (' where not (' ~ is_there(consent.deleted) ~ ')' if consent.deleted else '')
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if parts -%}
        {{ parts | join('\nunion all\n') }}
    {%- else -%}
    select
        {%- for column in wanted %}
        {{ as_text('null') }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    where 1 = 0
    {%- endif -%}
{%- endmacro %}
