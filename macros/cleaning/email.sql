{# E-mail addresses and their hashes. Each argument is a column of cleaned text. #}

{# What an address in lower case looks like, and with what it may begin. #}
{% macro address_pattern(beginning='[a-z0-9_%+-]') -%}
    {{ beginning }}[a-z0-9._%+''-]{0,63}@(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?[.])+(?:[a-z]{2,24}|xn--[a-z0-9-]{2,58})
{%- endmacro %}

{# A hash of an address (MD5, SHA-1 or SHA-256 in hexadecimal): it tells one person from another, and nobody can write to it. #}
{% macro hash_pattern() -%}(?:[0-9a-f]{32}|[0-9a-f]{40}|[0-9a-f]{64}){%- endmacro %}

{% macro identity_pattern() -%}(?:{{ address_pattern() }}|{{ hash_pattern() }}){%- endmacro %}

{# What tells a person, where it is all of the text: the address or the hash, in lower case; else null. #}
{% macro email_identity(column) -%}
    case when regexp_replace(lower({{ column }}), '^{{ identity_pattern() }}$', '') = '' then lower({{ column }}) end
{%- endmacro %}

{#
    Every address and hash in a text, in lower case and parted by one space each; null without any. Read are lists such as
    `a@x.com; b@y.com`, `Eve Gone <eve@corp.com>`, `mailto:a@x.com`, and quotes, brackets and dots around an address. An address
    with a bare word beside it is not: in `eve gone@corp.com` nobody can tell a name from half of an address.
#}
{% macro addresses_in(column) -%}
    case
        when regexp_replace(lower({{ column }}), '^{{ identity_pattern() }}$', '') = '' then lower({{ column }})
        else {{ every_match(marked_off(column), '[|](' ~ identity_pattern() ~ '(?: ' ~ identity_pattern() ~ ')*)[|]') }}
    end
{%- endmacro %}

{# What marks an address off from what is beside it, and what is a space. #}
{% macro breaks() -%}{{ return(';,|<>()[]{}":/?`' ~ '\n\r\u2028“”„«»‹›；，、。•·') }}{%- endmacro %}
{% macro spaces() -%}{{ return('\t\u00a0\u2002\u2003\u2009\u202f\u3000') }}{%- endmacro %}

{# The text in lower case with | for each break and a space for white space; what cannot be seen goes. #}
{% macro broken_up(column, breaks) -%}
    {%- set from = breaks ~ spaces() ~ '＠’‘' ~ '\u200b\u200c\u200d\u2060\ufeff\u00ad' -%}
    {%- set to = '|' * (breaks | length) ~ ' ' * (spaces() | length) ~ "@''''" -%}
    translate(lower({{ column }}), '{{ from }}', '{{ to }}')
{%- endmacro %}

{# The text in lower case with || for whatever marks an address off from what is beside it, and a space for white space. #}
{% macro marked_off(column) -%}
    {%- set text = "concat('|', " ~ broken_up(column, breaks()) ~ ", '|')" -%}
    {%- set text = replace_all(text, '[ |](?:and|or|und|oder|et|ou|y|e|&|[+]|-) ', '|') -%}
    {%- set text = replace_all(text, "[.''*! ]*[|][.''*!| ]*", '||') -%}
    {{ replace_all(text, "[.''*!]* [.''*! ]*", ' ') }}
{%- endmacro %}

{# The text with @ for what links and pages write in its place. #}
{% macro with_at(column) -%}
    replace(replace(replace({{ column }}, '＠', '@'), '%40', '@'), '&#64;', '@')
{%- endmacro %}

{# Whether a text has an @ that is in none of the addresses read from it. Most texts are the address, which is cheap to see. #}
{% macro has_unread_address(column, addresses) -%}
    case
        when lower({{ column }}) = {{ addresses }} then false
        else
            length({{ with_at(column) }}) - length(replace({{ with_at(column) }}, '@', ''))
            <> coalesce(length({{ addresses }}) - length(replace({{ addresses }}, '@', '')), 0)
    end
{%- endmacro %}

{#
    Addresses_in; and where they are not all of a text, whatever in it may be an address or a hash, for what protects people: it
    finds one too many rather than one too few. It looks at the text as it stands, and at what slips of typing stand for
    (`zoe @lane..io`, `zoe@lane,io`, `zoe (at) lane dot io`); with and without digits and marks before a name. Some it finds twice.
#}
{% macro addresses_anywhere(column, addresses) -%}
    {%- set given = broken_up(with_at("lower(" ~ column ~ ")"), breaks() | replace(',', '')) -%}
    {%- set as_it_stands = replace_all(given, '%[0-9a-f][0-9a-f]', '|') -%}
    {%- set mended = replace_all(as_it_stands, '[ |]+at[ |]+', '@') -%}
    {%- set mended = replace_all(mended, '[ |]+dot[ |]+', '.') -%}
    {%- set mended = replace_all(mended, '[ |]*@[@ |]*', '@') -%}
    {%- set mended = replace_all(mended, ' *[.,][., ]*', '.') -%}
    {%- set both = 'concat(' ~ as_it_stands ~ ", '|', " ~ mended ~ ')' -%}
    {%- set hash = '[0-9a-f]{64}|[0-9a-f]{40}|[0-9a-f]{32}' -%}
    case
        when {{ addresses }} is not null and not {{ has_unread_address(column, addresses) }} then {{ addresses }}
        else
            nullif(concat_ws(
                ' ',
                {{ addresses }},
                {{ every_match(both, '(' ~ address_pattern() ~ '|' ~ hash ~ ')') }},
                {{ every_match(both, '(' ~ address_pattern('[a-z]') ~ ')') }}
            ), '')
    end
{%- endmacro %}

{# Of addresses_in, the first one that somebody can write to. #}
{% macro first_address(addresses) -%}
    case
        when {{ addresses }} not like '%@%' then null
        when {{ addresses }} like '% %' then split_part(regexp_replace({{ addresses }}, '^(?:[0-9a-f]+ )+', ''), ' ', 1)
        else {{ addresses }}
    end
{%- endmacro %}

{# Of addresses_in, the first hash, where there is no address. #}
{% macro first_hash(addresses) -%}
    case when {{ addresses }} not like '%@%' then split_part({{ addresses }}, ' ', 1) end
{%- endmacro %}
