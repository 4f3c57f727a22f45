{#
    What people object to, as headings of files and columns of tables name it. src/lead_scoring/load reads the lists from here: a column of
    objections that nobody reads looks like nobody objected, so rather one heading too many is asked about.
#}

{# Parts of these names, by the mark that stands for each in the patterns below. #}
{% macro objecting_parts() -%}
    {{ return([
        ['<mail>', '(e?mail|newsletter|marketing|mailing|call|phone|telephone|sms|text|fax)s?'],
        ['<barred>', '(refus|block|suspend|suspen|stop|prohibit|forbid|restrict|reject|declin|disallow|suppress|exclude?|disabl)'],
        ['<channel>', '(e?mail|epost|correo|courriel|call|an(ge)?ruf|telef|phone|llamad|appel|chiam|chamad|ligac|kontakt|contact|contatt|massen|メール|電話|邮件)'],
        ['<wish>', '(zulass|erlaub|darf|permit|permet|permes|autoris|autoriz|toesta|nicht|kein|niet|geen|nao|souhait|vietat|interdi|prohib)'],
        ['<refusal>', '(cancel(ac|ad|ou|lat)|annull|anulow|avpren|exclusion|rinunc|unerw|verweig|停止|除外|不可|拒|禁止|不要)'],
        ['<subscription>', '(suscrip|iscrizion|assinatura|subskry|prenumer)'],
    ]) }}
{%- endmacro %}

{# Long enough to be told wherever they stand, also in headings without spaces. #}
{% macro objecting_stems() -%}
    {{ return([
        'consent|consens|unsub(?!mit)|optout|optedout|gdpr|dsgvo|rgpd|ccpa|permission|solicit|suppress|revoked|robinson|bloctel',
        'donot(?!modify)|dont(contact|e?mail|call|phone|market|text|sms|send|disturb|process|profil|sell|track|use|share|write)',
        '(black|block|deny|stop|bounce)list|blacklisted|blocklisted|preferenceservice|marketingmaterial',
        'subscriptionstatus|subscriberstatus|(e?mail|marketing|newsletter)subscri|(marketing|newsletter)status',
        '(marketing|communication|privacy|subscription)preference|(legal|lawful)basis|righttobe?forg|tobeforgotten|shouldforget',
        '(marked|reported).{0,12}spam|spam(complain|report)',
        '<mail><barred>|contact(refus|block|suspen|prohibit|forbid|restrict|exclu)',
        '<barred>(es|s|ed|ing|en|ion)?(from)?(all)?(<mail>|contact|communication|campaign|advert)',
        '(accept|allow)(s|ed|ing)?<mail>|<mail>(accept|allow)(s|ed)|agree(s|d)?to(receive|market|contact|call|be|e?mail)',
        '(receive|send)s?(marketing|newsletter|promo|offer)|object(s|ed|ion|ions)?to(market|contact|process|profil|direct|call)',
        'einwillig|widerspruch|widersproch|widerruf|abgemeldet|abmeld|abbestell|sperrvermerk|sperrliste|sperre|gesperrt|zustimm',
        'nicht(mehr)?(anruf|kontakt|mail|anschreib|anmail|bewerb|telefon)|keine(n|r)?(werbung|e?mail|anruf|kontakt|newsletter)',
        'verboten|werbeverbot|kontaktverbot|erlaubnis|werbungerlaubt',
        'desabonn|desinscri|nepas|neplus|refusde|opposition|opposizion|oposic|listerouge|stop(pub|mail|sms)|accordmarketing',
        'darsedebaja|dadodebaja|nocontactar|nollamar|noenviar|nomolest|revocad|revocat|rechaz|rifiut|autorizac|autorizza',
        'autorisation|disiscri|non(contatt|chiam|disturb|invi)|descadastr|nao(lig|contat|envi|pertur)|recusa|oposica',
        'consimta|dezabon',
        'e?mail(dea|desa|disat)[ckt]+iv|(dea|desa|disat)[ckt]+iv[a-z]*mail',
        '<channel>.*(<wish>|<refusal>)|(<wish>|<refusal>).*<channel>',
        '<subscription>.*<refusal>|<refusal>.*<subscription>|(statut|estado|stato|stan)(de|di)?marketing',
        'toestemming|afgemeld|uitgeschreven|niet(meer)?(bel|mail|benader|contact)|belmeniet|geen(e?mail|reclame|contact|telefo)',
        'bezwaar|zgod|wypis|sprzeciw|nie(dzwon|kontakt|wysyl|mail)|rezygn|odmow|souhlas|odhlas|nekontakt|nevolat|neposil',
        'hozzajarul|leiratkoz',
        'samtyck|samtykk|(inte|ikke)(ring|kontakt|mail|skick|send)|avregistrer|avanmal|avmeld|afmeld|frameld|reservert',
        'suostum|kielto',
        'соглас|отпис|незвон|неписать|отказот|συγκαταθ|同意|退订|拒绝|配信停止|동의|수신거부',
    ]) }}
{%- endmacro %}

{# Short words, which only stand for themselves; the words of a heading are parted by spaces here. #}
{% macro objecting_words() -%}
    {{ return([
        '\\b(is)?(dnc|dne|dnd|dnm|dnt)\\b|\\bc?tps\\b|\\bnix\\b|\\bbaja\\b|\\bizn?in?\\b|\\bblocked\\b|\\bwithdr(ew|awn)\\b',
        '\\bsubscribed\\b|\\b(opt|opted) (in|out)\\b|(?<!ad)opt(ed)?in\\b|\\bno (more )?(call|e?mail|phone|marketing|contact|text)',
        '\\bno (sms|spam|newsletter|e mail|llam|envi|dese|quier|correo|publi|acept)',
        '^(is)?no(e?mail|call|contact|phone|marketing|sms)s?$|^(refusee?|rehusad[oa]|abgelehnt|recusad[oa]|rifiutat[oa])$',
        '\\b(e?mail|telefon|phone|call|kontakt|contact)s? ok\\b|\\bno (permit|recib|contactar|telefon)',
        '\\bnever (call|contact|e?mail|mail|phone)|\\bmay (we |be )?(contact|call|e?mail|phone|text)',
        '\\bok to (call|e?mail|contact)|\\bcan (we |be )?(contact|call|e?mail|phone|text)',
        '\\b(contact|mail|email|market|call)able\\b|\\bcomplained\\b|\\bforget\\b|\\bobject(ed|ion)$|^oppos\\w*$|\\bnewsletter\\b(?!.*(click|open|sent|deliver|count|rate))',
    ]) }}
{%- endmacro %}

{# The words of a heading, without case and accents: `hasOptedOut_ofEmail` is `has opted out of email`. #}
{% macro words_of_heading(name) -%}
    {%- set re = modules.re -%}
    {%- set letters = re.sub("['`\u2019]", '', re.sub('(?<=[a-z0-9])(?=[A-Z])', ' ', name)) | lower -%}
    {%- set plain = namespace(text=letters | replace('ß', 'ss') | replace('œ', 'oe') | replace('æ', 'ae')) -%}
    {%- for accented in letters_with_accents()[0] -%}
        {%- set plain.text = plain.text | replace(accented, letters_with_accents()[1][loop.index0]) -%}
    {%- endfor -%}
    {{ return(re.findall('[^\\W_]+', plain.text) | join(' ')) }}
{%- endmacro %}

{% macro speaks_of_consent(name) -%}
    {%- set words = words_of_heading(name) -%}
    {%- set stems = namespace(text=objecting_stems() | join('|')) -%}
    {%- for mark, part in objecting_parts() -%}
        {%- set stems.text = stems.text | replace(mark, part) -%}
    {%- endfor -%}
    {{ return(
        modules.re.search(stems.text, words | replace(' ', '')) is not none
        or modules.re.search(objecting_words() | join('|'), words) is not none
    ) }}
{%- endmacro %}

{# What cells say under such names; compared with as_word(...). A yes, and beside it who objects under `Email Opt Out`. #}
{% macro words_of_yes() -%}
    {{ return([
        'yes', 'y', 'true', 't', '1', '1.0', 'x', 'on', 'checked', 'ja', 'j', 'oui', 'o', 'si', 'sí', 's', 'sim', 'tak', 'da',
        'kyllä', 'wahr', 'vrai', 'vero', 'verdadero', 'verdadeiro', 'waar', 'prawda', 'sant', 'sand',
    ]) }}
{%- endmacro %}
{% macro words_of_objection() -%}
    {{ return([
        'opted_out', 'unsubscribed', 'not_allowed', 'do_not_allow', 'do_not_send', 'do_not_call', 'do_not_contact', 'dnc',
        'nicht_zulassen', 'nicht_senden', 'ne_pas_autoriser', 'no_permitir', 'non_consentire', 'não_permitir', 'niet_toestaan',
    ]) }}
{%- endmacro %}

{# A no under such a name, and beside a yes who may be phoned under `OK to call`. #}
{% macro words_of_no_objection() -%}
    {{ return([
        'no', 'n', 'false', 'f', '0', '0.0', 'off', 'unchecked', 'nein', 'non', 'não', 'nao', 'nee', 'nej', 'nie', 'ei', 'falsch',
        'faux', 'falso', 'onwaar', 'fałsz', 'falsz', 'falskt', 'falsk', 'allow', 'allowed', 'send', 'subscribed', 'zulassen', 'senden',
        'autoriser', 'permitir', 'consenti', 'toestaan',
    ]) }}
{%- endmacro %}
{% macro words_of_leave() -%}{{ return(['allow', 'allowed', 'granted', 'given', 'opted_in']) }}{%- endmacro %}

{# Beside a no, what a mark of deleted rows says of those that are there: no day, and words. #}
{% macro words_of_rows_there() -%}
    {{ return([
        '', 'null', 'none', 'active', 'not deleted', 'not archived', '0000-00-00', '0000-00-00 00:00:00',
    ]) }}
{%- endmacro %}

{#
    What columns of tables mean by their bare names: letters and digits. src/lead_scoring/load/column_names.csv has the same, and more, for files.
    One that is neither here nor in the variable consent_columns is asked about.
#}
{% macro known_consent_columns() -%}
    {{ return({
        'marketing_consent inverted':
            'emailoptout hasoptedoutofemail optedoutofemail unsubscribedfromallemail hsemailoptout unsubscribed '
            'personunsubscribed donotallowemails donotemail donotallowbulkemails donotbulkemail donotmailme '
            'donotcontact dontcontact nocontact donotdisturb optout optedout dontemail donotmarket dontmarket '
            'marketingsuspended blacklisted emailblacklisted emailsuspended unsubscribedfromemails markedemailasspam '
            'gdproptout marketingmaterial sendmarketingmaterials donotsendmm',
        'marketing_consent when_filled':
            'unsubscribedmode unsubscribedtime unsubscribedreason unsubtime unsubscribedat unsubscribedate optoutdate',
        'marketing_consent':
            'consent emailconsent optin optedin emailoptin marketingoptin gdprconsent personmarketingstatus '
            'marketingstatus acceptsmarketing acceptsemailmarketing emailmarketingconsent doubleoptin lawfulbasis',
        'do_not_call':
            'donotcontact dontcontact nocontact donotdisturb donotcall donotphone donotallowphonecalls '
            'donotallowphonecall persondonotcall dnc dontcall optedoutofcalls phoneoptout donotcallreason',
        'do_not_call inverted':
            'oktocall phoneoptin calloptin phoneconsent callconsent',
        'ignored':
            'lawfulbasissource legalbasisforprocessingcontactsdata optintime donotallowmails donotpostalmail '
            'donotallowbulkmails donotbulkpostalmail donotallowfaxes donotfax faxoptout hasoptedoutoffax followemail '
            'acceptssmsmarketing smsblacklisted',
        'deleted':
            'leadarchivestatus isdeleted fivetrandeleted deleted deletedat deletedon deletedtime deletiondate '
            'isarchived archived archivestatus istrashed trashed',
    }) }}
{%- endmacro %}

{# A name by which columns are compared. #}
{% macro bare_name(name) -%}{{ return(modules.re.sub('[^a-z0-9]', '', name | lower)) }}{%- endmacro %}

{#
    The columns of a table of leads that say what people allow, or that a row is deleted: a list of name and sense for each column
    that they give, as {'marketing_consent': [('HasOptedOutOfEmail', 'inverted')]}. `names`: all columns of the table. Ends the run
    where a column speaks of consent and nobody knows how. Of activities only what is deleted counts, and what is archived took place.
#}
{% macro consent_columns_of(relation, names, table='raw_leads') -%}
    {%- set meant, found, unknown = {}, {'marketing_consent': [], 'do_not_call': [], 'deleted': []}, [] -%}
    {%- for meaning, known in known_consent_columns().items() -%}
        {%- for name in known.split() -%}{%- do meant.setdefault(name, []).append(meaning) -%}{%- endfor -%}
    {%- endfor -%}
    {%- for name, meaning in setting('consent_columns').items() -%}{%- do meant.update({bare_name(name): [meaning]}) -%}{%- endfor -%}
    {%- for name in names -%}
        {%- if table != 'raw_leads' -%}
            {%- if 'deleted' in meant.get(bare_name(name), []) and 'archive' not in name | lower -%}
                {%- do found.deleted.append((name, '')) -%}
            {%- endif -%}
        {%- elif name | lower in raw_columns('raw_leads') -%}
            {%- if name | lower in found -%}{%- do found[name | lower].append((name, '')) -%}{%- endif -%}
        {%- elif bare_name(name) in meant -%}
            {%- for meaning in meant[bare_name(name)] if meaning != 'ignored' -%}
                {%- do found[meaning.split()[0]].append((name, (meaning.split() + [''])[1])) -%}
            {%- endfor -%}
        {%- elif speaks_of_consent(name) -%}
            {%- do unknown.append(name) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if unknown -%}
        {{ exceptions.raise_compiler_error(
            relation.render() ~ ": nothing reads " ~ unknown | join(', ') ~ ", which by the name speaks of what people allow; write "
            ~ "consent_columns: {" ~ unknown[0] ~ ": marketing_consent} into dbt_project.yml (or VARS='...' behind make), with "
            ~ "inverted behind it where a yes is an objection; do_not_call, with inverted where a yes allows calls; or ignored."
        ) }}
    {%- endif -%}
    {{ return(found) }}
{%- endmacro %}

{#
    The columns of a vendor's table that a company has added and that say what people allow, as consent_columns_of has them. Such
    columns begin with `before` and end with `behind`; what is between is the name that is judged. `read`: those that the
    connector reads itself; `vendors` is how the vendor's own begin.
#}
{% macro own_consent_columns(system, table, read, before='', behind='', vendors=none) -%}
    {%- set named = source(system, table) -%}
    {%- set relation = adapter.get_relation(named.database, named.schema, named.identifier) if execute -%}
    {%- set found, names = {'marketing_consent': [], 'do_not_call': []}, [] -%}
    {%- for column in (adapter.get_columns_in_relation(relation) if relation else []) -%}
        {%- set name = plain_name(column.name) -%}
        {%- if name.startswith(before) and name.endswith(behind) and name not in read and not (vendors and name.startswith(vendors)) -%}
            {%- do names.append(name[before | length:(name | length) - (behind | length)]) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if names -%}
        {%- set meant = consent_columns_of(named, names) -%}
        {%- for column in found -%}
            {%- for name, sense in meant[column] -%}{%- do found[column].append((before ~ name ~ behind, sense)) -%}{%- endfor -%}
        {%- endfor -%}
    {%- endif -%}
    {{ return(found) }}
{%- endmacro %}

{# marketing_consent out of all columns that speak of it, as src/lead_scoring/load/consent.py has it for files. `sources`: name and sense. #}
{% macro consent_out_of(sources) -%}
    {%- set said = [] -%}
    {%- for name, sense in sources -%}
        {%- set text = 'trim(' ~ as_text(adapter.quote(name)) ~ ')' -%}
        {%- if sense -%}
            {%- set other = "'opted_out'" if sense == 'when_filled' else "concat('" ~ dbt.escape_single_quotes(name) ~ ": ', " ~ text ~ ')' -%}
            {%- do said.append(
                'case when ' ~ text ~ " = '' or " ~ text ~ ' is null then null when ' ~ as_word(text) ~ " in ('"
                ~ (words_of_yes() + words_of_objection()) | join("', '") ~ "') then 'opted_out' when " ~ as_word(text) ~ " in ('"
                ~ words_of_no_objection() | join("', '") ~ "') then 'unknown' else " ~ other ~ ' end'
            ) -%}
        {%- else -%}
            {%- do said.append('nullif(' ~ text ~ ", '')") -%}
        {%- endif -%}
    {%- endfor -%}
    {%- if said | length == 1 -%}
        {{ said[0] }}
    {%- else -%}
        case
            when 'opted_out' in ({% for each in said %}coalesce({{ each }}, ''){{ ', ' if not loop.last }}{% endfor %}) then 'opted_out'
            else coalesce(
                nullif(concat_ws(' / '{% for each in said %}, nullif({{ each }}, 'unknown'){% endfor %}), ''), {{ said | join(', ') }}
            )
        end
    {%- endif -%}
{%- endmacro %}

{# do_not_call in the same way: whatever any of them says that is no clear no. #}
{% macro do_not_call_out_of(sources) -%}
    {%- set barred, said = [], [] -%}
    {%- for name, sense in sources -%}
        {%- set text = 'nullif(trim(' ~ as_text(adapter.quote(name)) ~ "), '')" -%}
        {%- set free = words_of_yes() + words_of_leave() if sense == 'inverted' else words_of_no_objection() -%}
        {%- set other = "concat('" ~ dbt.escape_single_quotes(name) ~ ": ', " ~ text ~ ')' if sense == 'inverted' else text -%}
        {%- do said.append("case when " ~ text ~ " is not null then 'no' end") -%}
        {%- do barred.append(
            'case when ' ~ text ~ ' is not null and ' ~ as_word(text) ~ " not in ('" ~ free | join("', '") ~ "') then " ~ other ~ ' end'
        ) -%}
    {%- endfor -%}
    coalesce(nullif(concat_ws(' / ', {{ barred | join(', ') }}), ''), {{ said | join(', ') }})
{%- endmacro %}

{# Whether no mark of these columns says that the row is deleted; whatever is no clear no does. `marks`: name and sense. #}
{% macro is_there(marks) -%}
    {%- for name, sense in marks %}
    coalesce(lower(trim({{ as_text(adapter.quote(name)) }})), '') in ('{{ (words_of_no_objection() + words_of_rows_there()) | join("', '") }}')
    {{- ' and' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# What a text says of consent, given what the lookup says of it: one that no lookup knows may be an objection, and is no silence. #}
{% macro consent_of(text, known) -%}
    case
        when {{ known }} = 'no_contact' then 'opted_out'
        when {{ text }} is not null then coalesce({{ known }}, 'unreadable')
    end
{%- endmacro %}

{# Whether somebody must not be phoned: whatever is not a clear no is a wish not to be. #}
{% macro do_not_call_of(text, known) -%}
    case
        when {{ known }} = 'no_contact' then true
        when {{ as_word(text) }} in ('{{ words_of_no_objection() | join("', '") }}') then false
        when {{ text }} is not null then true
    end
{%- endmacro %}

{# Whether such a text is neither a yes nor a no: it counts as a wish not to be phoned, and is reported. #}
{% macro is_do_not_call_unread(text) -%}
    {%- set words = words_of_yes() + words_of_objection() + words_of_no_objection() -%}
    {{ as_word(text) }} not in ('{{ words | join("', '") }}')
{%- endmacro %}
