{# A source or a channel as its words tell it: in lower case, parted by one space each. Case and marks between words say nothing. #}
{% macro words_of_channel(text) -%}
    trim({{ as_words(replace_all(text, '[' ~ white_space() | join ~ '–—>]', ' ')) }})
{%- endmacro %}
