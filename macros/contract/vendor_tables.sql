{# Tables in a vendor's own shape, for the connectors that map them. #}

{#
    A table of a vendor's own schema, as its loader lands it: the columns named, all as text, moments in UTC. A table or column
    that is not there is null throughout, unless it is required: then the run ends in one sentence. "Lead Id" is asked for as
    lead_id. Where the loader keeps versions (history mode), it marks no record as deleted and ends its last version: with `keys`,
    the columns of a record, there is a row more that says so.
#}
{% macro vendor_table(system, table, required=[], optional=[], must_exist=false, keys=[]) -%}
    {%- set named = source(system, table) -%}
    {%- set columns, names = {}, {} -%}
    {%- set relation = adapter.get_relation(named.database, named.schema, named.identifier) if execute -%}
    {%- if relation -%}
        {%- for column in adapter.get_columns_in_relation(relation) -%}
            {%- do columns.update({plain_name(column.name): column.data_type | lower}) -%}
            {%- do names.update({plain_name(column.name): column.name}) -%}
        {%- endfor -%}
        {%- for column in required if column not in columns -%}
            {{ exceptions.raise_compiler_error(
                named.render() ~ " has no column '" ~ column ~ "', which connector " ~ system ~ " must have; it has: "
                ~ (columns | list)[:20] | join(', ') ~ (" and " ~ (columns | length - 20) ~ " more" if columns | length > 20) ~ "."
            ) }}
        {%- endfor -%}
    {%- elif execute and must_exist and flags.WHICH != 'compile' -%}
        {#- The linter compiles with no table in sight. -#}
        {{ exceptions.raise_compiler_error(
            "There is no table " ~ named.render() ~ ", which connector " ~ system ~ " must have; name its schema, as in "
            ~ "make run CONNECTORS=" ~ system ~ " VARS='schemas: {" ~ system ~ ": ...}'."
        ) }}
    {%- endif -%}
    select
        {%- for column in required + optional %}
        {{ vendor_text(column, columns.get(column)) }} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    {{ 'from ' ~ named_plainly(named, names, required + optional) if columns else 'where 1 = 0' }}
    {%- if keys and '_fivetran_deleted' in optional and '_fivetran_active' in columns and '_fivetran_end' in columns %}
    {%- set synced, ended = vendor_text('_fivetran_synced', columns.get('_fivetran_synced')), 'last_ended_at' %}

    union all

    select
        {%- for column in required + optional %}
        {% if column == '_fivetran_deleted' -%}
            {{ as_text("'true'") }}
        {%- elif column == '_fivetran_synced' -%}
            case when {{ synced }} > {{ ended }} then {{ synced }} else {{ ended }} end
        {%- else -%}
            {{ vendor_text(column, columns.get(column)) }}
        {%- endif %} as {{ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from (
        select
            *,
            {{ vendor_text('_fivetran_end', columns['_fivetran_end']) }} as ended_at,
            max({{ vendor_text('_fivetran_end', columns['_fivetran_end']) }}) over (partition by {{ keys | join(', ') }}) as {{ ended }},
            max(case when {{ is_set(vendor_text('_fivetran_active', columns['_fivetran_active'])) }} then 1 else 0 end) over (
                partition by {{ keys | join(', ') }}
            ) as is_there
        from {{ named_plainly(named, names, required + optional + ['_fivetran_active', '_fivetran_end']) }}
    ) as versions
    where is_there = 0 and ended_at = {{ ended }}
    {%- endif %}
{%- endmacro %}

{# The columns of a vendor's table whose names begin so. #}
{% macro columns_beginning_with(system, table, beginning) -%}
    {%- set named = source(system, table) -%}
    {%- set relation = adapter.get_relation(named.database, named.schema, named.identifier) if execute -%}
    {%- set names = [] -%}
    {%- for column in (adapter.get_columns_in_relation(relation) if relation else []) -%}
        {%- if plain_name(column.name).startswith(beginning) -%}{%- do names.append(plain_name(column.name)) -%}{%- endif -%}
    {%- endfor -%}
    {{ return(names) }}
{%- endmacro %}

{# The name of a column in lower case, with _ for whatever is no letter, digit or underscore: it needs no quotes. #}
{% macro plain_name(name) -%}
    {{ return(modules.re.sub('\\W+', '_', name | lower)) }}
{%- endmacro %}

{# A relation, where columns that need quotes go by their plain names. `names`: plain name to name, of all that it has. #}
{% macro named_plainly(relation, names, columns) -%}
    {%- set odd = [] -%}
    {%- set renamed = [] -%}
    {%- for column in columns if column in names -%}
        {%- do renamed.append(adapter.quote(names[column]) ~ ' as ' ~ column) -%}
        {%- if names[column] != column -%}{%- do odd.append(column) -%}{%- endif -%}
    {%- endfor -%}
    {{ return('(select ' ~ renamed | join(', ') ~ ' from ' ~ relation ~ ') as named_plainly' if odd else relation.render()) }}
{%- endmacro %}

{# A column of a vendor's table as text; null where it is empty, or where the table has no such column, and so no type. #}
{% macro vendor_text(column, type) -%}
    {%- if not type -%}
        {{ as_text('null') }}
    {%- elif type.startswith('timestamp') -%}
        {{ as_text(in_utc(column, type)) }}
    {%- elif type.startswith(('double', 'float', 'real', 'decimal', 'numeric')) -%}
        {#- As text a float may be 1.0E7, and an id that was read as one is 7.0 where it is elsewhere written 7. -#}
        case
            when abs({{ column }}) < 1e21
                then trim(trailing '.' from trim(trailing '0' from {{ as_text('cast(' ~ column ~ ' as numeric(28, 6))') }}))
            else {{ as_text(column) }}
        end
    {%- elif type == 'boolean' -%}
        lower({{ as_text(column) }})
    {%- else -%}
        nullif({{ as_text(column) }}, '')
    {%- endif -%}
{%- endmacro %}

{# Whether a vendor's flag, read as text, is set. #}
{% macro is_set(column) -%}
    coalesce(lower({{ column }}) in ('true', 't', '1', '1.0', 'yes', 'y'), false)
{%- endmacro %}

{# Whether a flag by which somebody objects is set: whatever is no clear no in it counts. #}
{% macro is_objection(column) -%}
    coalesce(nullif(lower({{ trimmed(column) }}), '') not in {{ no_words() }}, false)
{%- endmacro %}

{# What a vendor's flag says where it says no. #}
{% macro no_words() -%}('false', 'f', '0', '0.0', 'no', 'n'){%- endmacro %}

{# The same as is_set where nothing said is not no: null for what says neither. #}
{% macro truth(column) -%}
    case
        when {{ is_set(column) }} then true
        when lower({{ column }}) in {{ no_words() }} then false
    end
{%- endmacro %}

{# Each value of a column that a pattern of a lookup knows, and what that says of it. The first pattern by rank wins. #}
{% macro first_pattern(relation, value, patterns, says) -%}
with

given as (
    select distinct {{ value }} from {{ relation }}
),

matches as (
    select
        given.{{ value }},
        patterns.{{ says }},
        row_number() over (
            partition by given.{{ value }}
            order by patterns.rank, {{ in_byte_order('patterns.value') }}
        ) as match_number
    from given
    inner join {{ patterns }} as patterns
        on {{ is_like('given.' ~ value, 'lower(patterns.value)') }}
)

select
    {{ value }},
    {{ says }}
from matches
where match_number = 1
{%- endmacro %}
