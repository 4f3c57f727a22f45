{# Without white space around it. Most texts have none, and looking at their ends is cheaper than trimming them. #}
{% macro trimmed(column) -%}{{ return(adapter.dispatch('trimmed')(column)) }}{%- endmacro %}
{% macro default__trimmed(column) -%}
    case
        when
            {%- for mark in white_space() %}
            {{ as_text(column) }} like '{{ mark }}%' or {{ as_text(column) }} like '%{{ mark }}'{{ ' or' if not loop.last }}
            {%- endfor %}
            then {{ bare(as_text(column)) }}
        else {{ as_text(column) }}
    end
{%- endmacro %}

{# On DuckDB it is cheapest to compare both ends. #}
{% macro duckdb__trimmed(column) -%}
    {%- set text = as_text(column) -%}
    case
        when {{ is_bare(text) }} then {{ text }}
        else {{ bare(text) }}
    end
{%- endmacro %}

{# PostgreSQL trims in half the time that it takes to look. #}
{% macro postgres__trimmed(column) -%}{{ bare(as_text(column)) }}{%- endmacro %}

{# A trimmed text, or null where it says nothing. Trim first, in a step of its own: it is the dear half, and is needed twice. #}
{% macro said(trimmed_text) -%}{{ return(adapter.dispatch('said')(trimmed_text)) }}{%- endmacro %}
{% macro default__said(trimmed_text) -%}
    case
        when
            trim(both '{{ placeholder_marks() | join }}' from {{ lower_ascii(trimmed_text) }})
            not in ('{{ placeholders() | join("', '") }}', '')
            then {{ trimmed_text }}
    end
{%- endmacro %}

{# DuckDB makes a join of a long list, and does it for columns that nobody asked for too; one pattern takes a third of that. #}
{% macro duckdb__said(trimmed_text) -%}
    {%- set marks = '[' ~ placeholder_marks() | join | replace('[', '\\[') | replace(']', '\\]') ~ ']*' -%}
    case
        when {{ is_told(trimmed_text) }} then {{ trimmed_text }}
        when
            not regexp_full_match({{ trimmed_text }}, '{{ marks }}(?i:{{ placeholders() | join('|') | replace('.', '[.]') }})?{{ marks }}')
            then {{ trimmed_text }}
    end
{%- endmacro %}

{# Lower case where only plain letters matter. PostgreSQL is three times as fast where it need not ask the collation. #}
{% macro lower_ascii(column) -%}{{ return(adapter.dispatch('lower_ascii')(column)) }}{%- endmacro %}
{% macro default__lower_ascii(column) -%}lower({{ column }}){%- endmacro %}
{% macro postgres__lower_ascii(column) -%}lower({{ column }} collate "C"){%- endmacro %}

{# Both steps in one, short. #}
{% macro clean(column) -%}{{ return(adapter.dispatch('clean')(column)) }}{%- endmacro %}
{% macro default__clean(column) -%}{{ default__said(bare(as_text(column))) }}{%- endmacro %}

{# What is no placeholder for sure and has nothing to trim is itself, which takes DuckDB a tenth of the time. #}
{% macro duckdb__clean(column) -%}
    {%- set text = as_text(column) -%}
    case
        when ({{ is_told(text) }}) and {{ is_bare(text) }} then {{ text }}
        else {{ said(bare(text)) }}
    end
{%- endmacro %}

{# Whether a text has the form of a pattern, in which % is any text and _ any character; nothing else is special. #}
{% macro is_like(text, pattern) -%}{{ return(adapter.dispatch('is_like')(text, pattern)) }}{%- endmacro %}
{% macro default__is_like(text, pattern) -%}{{ text }} like {{ pattern }}{%- endmacro %}

{# PostgreSQL takes a backslash for an escape, and one at the end of a pattern for an error. #}
{% macro postgres__is_like(text, pattern) -%}{{ text }} like {{ pattern }} escape ''{%- endmacro %}

{# Spark takes a backslash for an escape too, and cannot be told that there is none; in its literals two stand for one. #}
{% macro spark__is_like(text, pattern) -%}{{ text }} like replace({{ pattern }}, '\\', '\\\\'){%- endmacro %}

{# Text in the order of its bytes, on every engine. #}
{% macro in_byte_order(column) -%}{{ return(adapter.dispatch('in_byte_order')(column)) }}{%- endmacro %}
{% macro default__in_byte_order(column) -%}{{ column }}{%- endmacro %}

{# PostgreSQL sorts text by the database's collation. #}
{% macro postgres__in_byte_order(column) -%}{{ column }} collate "C"{%- endmacro %}

{# A text in which everything that fits a pattern is something else. #}
{% macro replace_all(text, pattern, replacement) -%}{{ return(adapter.dispatch('replace_all')(text, pattern, replacement)) }}{%- endmacro %}
{% macro default__replace_all(text, pattern, replacement) -%}regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}', 'g'){%- endmacro %}
{% macro spark__replace_all(text, pattern, replacement) -%}regexp_replace({{ text }}, '{{ pattern }}', '{{ replacement }}'){%- endmacro %}

{# What the group of a pattern holds, wherever in a text the pattern fits, parted by a space each; null where it fits nowhere. #}
{% macro every_match(text, pattern) -%}{{ return(adapter.dispatch('every_match')(text, pattern)) }}{%- endmacro %}
{% macro default__every_match(text, pattern) -%}
    nullif(array_to_string(regexp_extract_all({{ text }}, '{{ pattern }}', 1), ' '), '')
{%- endmacro %}
{% macro postgres__every_match(text, pattern) -%}
    (
        select string_agg(matches.found[1], ' ' order by matches.place)
        from regexp_matches({{ text }}, '{{ pattern }}', 'g') with ordinality as matches (found, place)
    )
{%- endmacro %}
{% macro spark__every_match(text, pattern) -%}
    nullif(array_join(regexp_extract_all({{ text }}, '{{ pattern }}', 1), ' '), '')
{%- endmacro %}
