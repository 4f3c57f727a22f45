{# Telephone numbers as people and systems write them. Each argument is a column of cleaned text. #}

{# A number that somebody can dial, as it is written most often: all of the text, and no other number in it. #}
{% macro plain_phone() -%}^[+(]?[0-9][0-9 ().-]{4,16}[0-9]( x[0-9]{1,7})?${%- endmacro %}

{#
    The first telephone number of a text, with an extension behind an x; null where there is none. Read are `tel:` and words such
    as `Phone:` before it, the words for an extension, and what parts two numbers: a comma, a semicolon, a bar, a line, an "or",
    and a slash where a + follows or both sides would be too long for one number.
#}
{% macro phone_number(column) -%}
    {%- set written = phone_as_written(column) -%}
    {%- set first = "regexp_replace(" ~ written ~ ", ' ?/ .*$', '')" -%}
    case
        when regexp_replace({{ column }}, '{{ plain_phone() }}', '') = '' then {{ column }}
        when {{ is_phone(written) }} then {{ written }}
        when {{ is_phone(first) }} then {{ first }}
    end
{%- endmacro %}

{# Whether all of a text is a number of 6 to 18 digits: 15 at most, and what some write before them, such as 00 and (0). #}
{% macro is_phone(text) -%}
    regexp_replace({{ text }}, '^[(]?[+]?[0-9][0-9 ()./-]{4,28}[0-9]( x[0-9]{1,7})?$', '') = ''
    and regexp_replace({{ replace_all(text, '[ +()./-]', '') }}, '^[0-9]{6,18}(x[0-9]{1,7})?$', '') = ''
{%- endmacro %}

{# The text in lower case up to a second number, without words before and behind the first, and with an x for an extension. #}
{% macro phone_as_written(column) -%}
    {%- set spaces, dashes, breaks = '\t\u00a0\u2002\u2003\u2009\u202f', '‐‑‒–—−', ',|\n\r' -%}
    {#- What cannot be seen goes. -#}
    {%- set from = spaces ~ dashes ~ breaks ~ '＋' ~ '\u200b\u200e\u200f\u202a\u202c\u202d\u2060\ufeff' ~ "\"`’''" -%}
    {%- set to = ' ' * spaces | length ~ '-' * dashes | length ~ ';' * breaks | length ~ '+' -%}
    {%- set names = '(telephone|telefon|telefono|teléfono|telefone|téléphone|tél|tel|phone|ph|mobile|mobil|mobiel|móvil|movil|handy|cell'
        ~ '|direct|main|office|work|home|p|t|m)' -%}
    {%- set extensions = '(extension|extn|ext|durchwahl|dw|poste|interno|int|anexo|ramal|toestel|wew|x|#)' -%}
    {%- set text = "translate(lower(" ~ column ~ "), '" ~ from ~ "', '" ~ to ~ "')" -%}
    {%- set text = replace_all(text, '[ ;(-]*' ~ extensions ~ '[ .:=]*', ' x') -%}
    {%- set text = "regexp_replace(" ~ text ~ ", '^[ ;]*" ~ names ~ "?( (no|nr|number))?[ .:/]*', '')" -%}
    {%- set text = "regexp_replace(" ~ text ~ ", '[ /]*(;| or | oder | ou | and | und | & |[ /][+]).*$', '')" -%}
    regexp_replace({{ text }}, '([ (-]+{{ names }})?[) .]*$', '')
{%- endmacro %}
