{# What raw text may hide: space around it, and words that stand for nothing. #}

{#
    Words that a form or an export writes where it has no value, in lower case and without the marks around them: `[Not provided]`,
    `-None-` and `--` say nothing either.
#}
{% macro placeholders() -%}
    {{ return([
        'select', 'please select', 'unknown', 'undefined', 'n/a', 'n.a', '#n/a', 'null', 'none', 'nan', 'not provided', 'not set',
        'not specified', 'not available', 'not applicable', 'no value',
    ]) }}
{%- endmacro %}

{# What may stand around such a word, or alone. Digits and the marks of damaged ids (####) are not among them. #}
{% macro placeholder_marks() -%}{{ return(['-', '–', '—', '.', '…', '?', '*', '(', ')', '[', ']', '<', '>', '"', ' ']) }}{%- endmacro %}

{# Space, tab, line ends and the no-break space. #}
{% macro white_space() -%}{{ return([' ', '\t', '\n', '\r', '\u00a0']) }}{%- endmacro %}

{# Without white space around it: dear where rows are many. #}
{% macro bare(text) -%}trim(both '{{ white_space() | join }}' from {{ text }}){%- endmacro %}

{# Whether a text begins and ends with a printing mark of ASCII, so that there is nothing to trim. As DuckDB writes it. #}
{% macro is_bare(text) -%}
    {{ text }} >= '!' and {{ text }} < chr(127) and ({{ text }})[-1] between '!' and '~'
{%- endmacro %}

{# Whether a text is no placeholder for sure: none is so long, or ends in a digit. Most ids are seen so. As DuckDB writes it. #}
{% macro is_told(text) -%}({{ text }})[-1] between '0' and '9' or strlen({{ text }}) > 30{%- endmacro %}

{# A word as lookups write it: lower case, parts joined by underscores. #}
{% macro as_word(column) -%}
    replace(replace(lower({{ column }}), ' ', '_'), '-', '_')
{%- endmacro %}

{# Words parted by one space each and a space at both ends, so that like '% vp %' finds a word and not a part of one. #}
{% macro as_words(column) -%}
    {%- set out = namespace(sql="lower(" ~ column ~ ")") -%}
    {%- for mark in [',', '.', '/', '-', '&', '(', ')', ';', ':', '|', '+', '_'] -%}
        {%- set out.sql = "replace(" ~ out.sql ~ ", '" ~ mark ~ "', ' ')" -%}
    {%- endfor -%}
    {%- for again in range(3) -%}
        {%- set out.sql = "replace(" ~ out.sql ~ ", '  ', ' ')" -%}
    {%- endfor -%}
    concat(' ', trim({{ out.sql }}), ' ')
{%- endmacro %}

{# Columns in one text, side by side: the last word in a ranking of copies. #}
{% macro side_by_side(columns) -%}
    concat({% for column in columns %}coalesce({{ as_text(column) }}, ''){{ ", ' | ', " if not loop.last }}{% endfor %})
{%- endmacro %}

{#
    Whether a spreadsheet or a program has damaged an id: 1.11015E+11 stands for every id that begins with 111015, #### and #REF! for
    any at all, and [object Object] is what a script writes for what is no text.
    Most ids differ by their first characters, before a pattern is tried.
#}
{% macro is_damaged(column) -%}
    {%- set power = '([eE] ?[+-]? ?| ?× ?10.?[+-]?)[0-9]+([.,]0+)?' -%}
    {%- set shortened = "[''’` +-]*([0-9]{1,3}[.,][0-9]+ ?" ~ power ~ '|[0-9]{1,3} ?[eE] ?[+] ?[0-9]+([.,]0+)?)' -%}
    (
        (
            substring({{ column }}, 1, 1) in ('#', '[', '''', '’', '`', '+', '-')
            or substring({{ column }}, 2, 1) in ('.', ',', 'e', 'E')
            or lower({{ column }}) like '%e+%'
        )
        and regexp_replace(
            {{ column }}, '^({{ shortened }}|##+|#.{1,40}[!?]|#[nN]/[a-zA-Z]|#[nN][vV]|.object [a-zA-Z]+[^a-zA-Z])$', ''
        ) = ''
    )
{%- endmacro %}
