{# Names of forms: the words in them, and what they could mean. #}

{# Words that say nothing of what a form is for: of "d'une" both go. #}
{% macro filling_words() -%}
    {{ return([
        'd', 'de', 'di', 'a', 'an', 'the', 'my', 'your', 'our', 'ein', 'eine', 'einen', 'ihre', 'ihren', 'un', 'une', 'le', 'la',
        'votre', 'una', 'el', 'tu', 'su', 'il', 'um', 'uma', 'een', 'je', 'uw', 'en', 'ett',
    ]) }}
{%- endmacro %}

{# The words of a form's name, parted by one space each and a space at both ends. #}
{% macro words_of_form(column) -%}
    {%- set marks = ["''", '’', '!', '?', '#', '*', '"', '“', '”', '„', '«', '»', '[', ']', '–', '—', '\u00a0'] -%}
    {%- set bare = "translate(" ~ column ~ ", '" ~ marks | join ~ "', '" ~ ' ' * marks | length ~ "')" -%}
    {{ as_words(bare) }}
{%- endmacro %}

{# Such words but for those that say nothing. #}
{% macro telling_words(words) -%}{{ replace_all(words, '(?: (?:' ~ filling_words() | join('|') ~ '))+ ', ' ') }}{%- endmacro %}

{# Whether a text has one of these parts in it, in lower case. #}
{% macro has_any(column, parts) -%}
    (
        {%- for part in parts %}
        lower({{ column }}) like '%{{ part }}%'{{ ' or' if not loop.last }}
        {%- endfor %}
    )
{%- endmacro %}

{# Whether a type that nobody knows says that a form was seen, begun or left, or that a program did something: none was sent. #}
{% macro is_no_submission(column) -%}
    ({{ has_any(column, [
        'view', 'impression', 'shown', 'seen', 'open', 'begin', 'began', 'begun', 'abandon', 'partial', 'incomplete', 'draft',
        'close', 'dismiss', 'error', 'fail', 'reject', 'invalid', 'spam', 'deliver', 'remind', 'clicked', 'delete', 'cancel',
    ]) }}
    {#- Where a word begins: a consent form and a chatbot are neither sent nor a bot's. #}
    or {{ has_any(as_words(column), [' sent', ' bot', ' start']) }})
{%- endmacro %}

{#
    The activity that a type nobody knows is, where it speaks of objecting to mail: to miss one would hurt who objected, and to read
    one too many costs a mail. Null for any other type. `column` is a word, in lower case.
#}
{% macro objection_in(column) -%}
    case
        when {{ has_any(column, ['complain', 'spam', 'abuse', 'beschwerde', 'plainte', 'reclamo', 'reclamação', 'klacht', 'skarga']) }}
            then 'spam_reported'
        when {{ has_any(column, [
            'unsub', 'opt_out', 'optout', 'opted_out', 'optedout', 'opting_out', 'remove_me', 'do_not_', 'dont_', 'revoke',
            'withdraw', 'suppress', 'blacklist', 'blocklist', 'abmeld', 'abgemeldet', 'abbestell', 'widerruf', 'widerspr',
            'désabon', 'desabon', 'désinscri', 'desinscri', 'opposition', 'de_baja', 'disiscri', 'cancellazione_iscr',
            'descadastr', 'cancelar_inscri', 'cancelamento_de_inscri', 'afmeld', 'afgemeld', 'uitschrij', 'uitgeschreven',
            'wypis', 'rezygnacj', 'avregistr', 'avprenumer',
        ]) }}
            then 'unsubscribed'
    end
{%- endmacro %}

{# Parts of words that a wish to buy may be told with, in the languages of form_words. #}
{% macro could_be_a_hand_raise(column) -%}
    {{ has_any(column, [
        'demo', 'démo', 'quot', 'pricing', 'prices', 'angebot', 'preisanfrage', 'devis', 'tarif', 'cotiz', 'presupuesto',
        'preventiv', 'cotaç', 'orçament', 'orcament', 'offert', 'wycen', 'cennik',
    ]) }}
{%- endmacro %}

{# The same of the name of a form, which people also use to be called. #}
{% macro form_could_be_a_hand_raise(column) -%}
    (
        {{ could_be_a_hand_raise(column) }}
        or {{ has_any(column, [
            'sales', 'contact', 'kontakt', 'contatt', 'contato', 'vertrieb', 'vente', 'venta', 'vendit', 'vendas', 'verkoop',
            'sprzeda', 'försälj', 'forsalj', 'consult', 'berat', 'call back', 'callback', 'rückruf', 'talk to', 'speak',
            'expert', 'trial',
        ]) }}
    )
{%- endmacro %}
