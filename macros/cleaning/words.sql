{# Words of picklists and of job titles, as lookups are compared with them. #}

{#
    A value as people say it, so that `COMPUTER_SOFTWARE`, `Computer software` and `computer-software` are one: lower case, words
    parted by one space, and for &.
#}
{% macro as_spoken(column) -%}trim({{ without_marks("replace(lower(" ~ column ~ "), '&', ' and ')") }}){%- endmacro %}

{# The words of a job title, in lower case and without accents, parted by one space each and a space at both ends. #}
{% macro words_of_title(column) -%}
    concat(' ', trim({{ without_marks(without_accents("lower(" ~ column ~ ")")) }}), ' ')
{%- endmacro %}

{# The words of a country's name, in lower case, without accents and marks. Of İ, as in İran, some engines make an i with a mark. #}
{% macro words_of_country(column) -%}
    trim({{ without_marks(without_accents("lower(replace(" ~ column ~ ", 'İ', 'i'))")) }})
{%- endmacro %}

{# A text with one space for all marks, and for all spaces, between two words. #}
{% macro without_marks(text) -%}
    {%- set marks = '_,./-&();:|+!?#*"“”„«»[]–—’\u00a0\t\n\r' -%}
    {{ replace_all("translate(" ~ text ~ ", '" ~ marks ~ "''', '" ~ ' ' * (marks | length + 1) ~ "')", ' +', ' ') }}
{%- endmacro %}

{# Small letters with accents, and each without. #}
{% macro letters_with_accents() -%}
    {{ return([
        'áàâäãåāąçćčďđéèêëēęěğíìîïīıłľñńňóòôöõøőōřśšşșťțúùûüůűūýÿźżž',
        'aaaaaaaacccddeeeeeeegiiiiiillnnnoooooooorssssttuuuuuuuyyzzz',
    ]) }}
{%- endmacro %}

{# A text in lower case without accents, be they part of a letter or marks of their own behind it. #}
{% macro without_accents(text) -%}
    {%- set accented, plain = letters_with_accents() -%}
    {%- set marks = '\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u0309\u030a\u030b\u030c\u0323\u0326\u0327\u0328' -%}
    {%- set text = "translate(" ~ text ~ ", '" ~ accented ~ marks ~ "', '" ~ plain ~ "')" -%}
    replace(replace(replace({{ text }}, 'ß', 'ss'), 'œ', 'oe'), 'æ', 'ae')
{%- endmacro %}

{# A text with one space where it has several, of whatever kind. #}
{% macro one_space(text) -%}{{ replace_all(text, '[ \t\u00a0]+', ' ') }}{%- endmacro %}

{#
    What is compared of an owner: of a name or an e-mail address its letters without case and doubled spaces. Ids hold digits, and
    some systems tell them apart by case.
#}
{% macro owner_key(column) -%}
    case
        when {{ column }} like '% %' or {{ column }} like '%@%' or regexp_replace({{ column }}, '[0-9]', '') = {{ column }}
            then lower({{ one_space(column) }})
        else {{ column }}
    end
{%- endmacro %}
