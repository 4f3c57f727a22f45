{# What staging does with the columns of a raw table: trim and clean them all, show a row, count what could not be read. #}

{# Every column of a raw table as it came, given_<column>, and trimmed, trimmed_<column>: null where it arrived typed. #}
{% macro trimmed_columns(table) -%}
        unreadable_line,
    {%- for column in raw_columns(table) %}
        {{ column }} as given_{{ column }},
        {%- set arrived_typed = none %}
        {%- if column in number_columns() %}{% set arrived_typed = is_number(column) %}{% endif %}
        {%- if column in moment_columns() %}{% set arrived_typed = is_timestamp(column) %}{% endif %}
        {{ 'case when not ' ~ arrived_typed ~ ' then ' if arrived_typed }}{{ trimmed(column) }}{{ ' end' if arrived_typed }}
        as trimmed_{{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# The same columns, as they came and as <column>_text: null where they say nothing. #}
{% macro cleaned_columns(table) -%}
        unreadable_line,
    {%- for column in raw_columns(table) %}
        given_{{ column }},
        {{ said('trimmed_' ~ column) }} as {{ column }}_text{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# What features read of an activity. #}
{% macro activity_columns() -%}
    {{ return([
        'activity_key', 'lead_number', 'spelling_number', 'type_number', 'content_number', 'form_number', 'campaign_number',
        'occurred_at', 'session_id', 'duration_seconds', 'amount', 'is_by_known_agent',
    ]) }}
{%- endmacro %}

{# A raw row as one text, column by column: what rejected_records shows, and the last word in every ranking of copies. #}
{% macro row_as_text(table, prefix='') -%}
    coalesce(unreadable_line, concat(
        {%- for column in raw_columns(table) %}
        {{ "' | " if not loop.first else "'" }}{{ column }}=', coalesce({{ as_text(prefix ~ column) }}, ''){{ ',' if not loop.last }}
        {%- endfor %}
    ))
{%- endmacro %}

{#
    For each column, how many rows have a text in unread_<column>, how many a value that was read, and one such text. Aggregates.
    `read` says what was read of a column where it has another name, or none where nobody can count it.
#}
{% macro count_unread(columns, read) -%}
    {%- for column in columns %}
        {%- set value = read.get(column, column) %}
        cast(count(unread_{{ column }}) as integer) as {{ column }}_rows,
        cast({{ 'count(case when unread_' ~ column ~ ' is null then ' ~ value ~ ' end)' if value else 'null' }} as integer)
        as {{ column }}_read,
        min({{ in_byte_order('unread_' ~ column) }}) as {{ column }}_example{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{#
    Why a row is rejected whose lead is not known; null where it is. Files may name a lead by a full name; the loader marks a
    name that no lead, or more than one lead, has.
#}
{% macro reason_of_lead(lead_status, lead_id) -%}
    case
        when {{ lead_status }} = 'shared' then 'address of several leads'
        when {{ lead_status }} is null or {{ lead_status }} = 'rejected'
            then case
                {%- for reason in ['name of no lead', 'name of several leads'] %}
                when {{ lead_id }} like '{{ reason }}: %' then '{{ reason }}'
                {%- endfor %}
                else 'unknown lead'
            end
    end
{%- endmacro %}
