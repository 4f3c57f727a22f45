{#
    The variables of dbt_project.yml. One that makes no sense ends the run with one sentence before anything is built: elsewhere
    it would be a complaint of Python's, of the database's, or a list that is silently another one.
#}

{# The value of a variable, when all of them can be meant. #}
{% macro setting(name) -%}
    {%- do check_settings() -%}
    {{ return(var(name)) }}
{%- endmacro %}

{% macro check_settings() -%}
    {%- set complaints = [] -%}
    {%- do complaints.extend(complaints_about_connectors(var('connectors'))) -%}
    {%- for name in ['raw_database', 'raw_schema'] if var(name) is not string -%}
        {%- do complaints.append(name ~ " is " ~ var(name) ~ "; write one name, or '' for none.") -%}
    {%- endfor -%}
    {%- if var('raw_tables') is not mapping -%}
        {%- do complaints.append("raw_tables is " ~ var('raw_tables') ~ "; write a table for each name that differs, as {raw_leads: contacts}.") -%}
    {%- endif -%}
    {%- set meanings = ['marketing_consent', 'marketing_consent inverted', 'do_not_call', 'do_not_call inverted', 'ignored'] -%}
    {%- set given = var('consent_columns') -%}
    {%- if given is not mapping or given.values() | reject('in', meanings) | list -%}
        {%- do complaints.append(
            "consent_columns is " ~ given ~ "; write what each column means, as {no_mailing: marketing_consent inverted}; there are: "
            ~ meanings | join(', ') ~ "."
        ) -%}
    {%- endif -%}
    {%- do complaints.extend(complaints_about_connectors(var('trusted_connectors'), 'trusted_connectors')) -%}
    {%- if var('schemas') is not mapping -%}
        {%- do complaints.append("schemas is " ~ var('schemas') ~ "; write the schema of each vendor's tables, as {hubspot: crm}.") -%}
    {%- endif -%}
    {%- for name in ['as_of', 'sample_as_of'] if var(name, none) is not none -%}
        {%- if not is_moment(var(name) | string | trim) -%}
            {%- do complaints.append(
                name ~ " is '" ~ var(name) ~ "'; write a day or a moment that there is, such as 2026-03-02 or 2026-03-02 08:00:00."
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- set lowest = {'lookback_days': 1, 'stale_after_days': 0, 'working_day_starts': 0, 'working_day_ends': 1, 'expires_after_working_days': 1, 'within_days': 1, 'old_versions_kept': 0, 'collapse_least_fall': 0, 'newest_day_may_move_back': 0, 'history_days': 0, 'history_every_days': 1} -%}
    {# working_hours counts no more than 9,999 days, to 60 days after as_of. #}
    {%- set highest = {'lookback_days': 9000, 'stale_after_days': 9000, 'working_day_starts': 23, 'working_day_ends': 24, 'expires_after_working_days': 250, 'within_days': 9000, 'old_versions_kept': 100, 'collapse_least_fall': 1000000, 'newest_day_may_move_back': 9000, 'history_days': 9000, 'history_every_days': 9000} -%}
    {%- for name in lowest if not is_whole_number(var(name), lowest[name], highest[name]) -%}
        {%- do complaints.append(
            name ~ " is " ~ var(name) ~ "; write a whole number from " ~ lowest[name] ~ " to " ~ highest[name] ~ "."
        ) -%}
    {%- else -%}
        {%- if var('working_day_ends') <= var('working_day_starts') -%}
            {%- do complaints.append(
                "working_day_starts is " ~ var('working_day_starts') ~ " and working_day_ends is " ~ var('working_day_ends')
                ~ "; let the day end after it starts."
            ) -%}
        {%- endif -%}
    {%- endfor -%}
    {%- for name in ['cost_per_contact', 'value_per_customer'] if var(name) is not number or var(name) is boolean or var(name) < 0 -%}
        {%- do complaints.append(name ~ " is " ~ var(name) ~ "; write a number of 0 or more.") -%}
    {%- endfor -%}
    {%- for name in ['include_anonymous_leads', 'mask_personal_data'] if var(name) is not boolean -%}
        {%- do complaints.append(name ~ " is " ~ var(name) ~ "; write true or false.") -%}
    {%- endfor -%}
    {%- set home = var('home_currency') -%}
    {%- if home is not string or not modules.re.fullmatch('([A-Z]{3})?', home) -%}
        {%- do complaints.append("home_currency is " ~ home ~ "; write the three letters of a currency, such as EUR, or '' for the one that amounts name.") -%}
    {%- endif -%}
    {%- set margin = var('gross_margin') -%}
    {%- if margin is not number or margin is boolean or margin < 0 or margin > 1 -%}
        {%- do complaints.append("gross_margin is " ~ margin ~ "; write a number from 0 to 1, such as 0.7.") -%}
    {%- endif -%}
    {%- for name in ['collapse_below', 'rejected_at_most'] if var(name) is not number or var(name) is boolean or var(name) < 0 or var(name) > 1 -%}
        {%- do complaints.append(name ~ " is " ~ var(name) ~ "; write a number from 0 to 1, such as 0.5.") -%}
    {%- endfor -%}
    {%- set days = var('working_days') -%}
    {%- set known = [] -%}
    {%- for day in (days if days is sequence and days is not string else []) if is_whole_number(day, 1, 7) -%}
        {%- do known.append(day) -%}
    {%- endfor -%}
    {%- if days != known -%}
        {%- do complaints.append("working_days is " ~ days ~ "; write a list of days from 1, Monday, to 7, such as [1, 2, 3, 4, 5].") -%}
    {%- endif -%}
    {%- if complaints -%}
        {{ exceptions.raise_compiler_error(complaints | join('\n')) }}
    {%- endif -%}
{%- endmacro %}

{% macro complaints_about_connectors(connectors, name='connectors') -%}
    {%- if connectors is string or connectors is mapping or connectors is not sequence or not connectors -%}
        {{ return([name ~ " is " ~ connectors ~ "; write a list, such as [sample]."]) }}
    {%- endif -%}
    {%- set complaints = [] -%}
    {%- for connector in connectors if connector not in tables_by_connector() -%}
        {%- do complaints.append(
            name ~ " names '" ~ connector ~ "', which does not exist; there are: " ~ tables_by_connector() | join(', ') ~ "."
        ) -%}
    {%- endfor -%}
    {{ return(complaints) }}
{%- endmacro %}

{% macro is_whole_number(value, lowest, highest) -%}
    {{ return(value is integer and value >= lowest and value <= highest) }}
{%- endmacro %}

{# Whether a text is a day, or a moment of one, that there is: 2026-02-30 is not. #}
{% macro is_moment(written) -%}
    {%- set clock = '([01][0-9]|2[0-3]):[0-5][0-9]' -%}
    {%- set pattern = '((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])([T ]' ~ clock ~ '(:[0-5][0-9])?(Z|[+-]' ~ clock ~ ')?)?$' -%}
    {%- set found = modules.re.match(pattern, written) -%}
    {%- if not found -%}{{ return(false) }}{%- endif -%}
    {%- set first = modules.datetime.datetime(found.group(1) | int, found.group(2) | int, 1) -%}
    {%- set day = first + modules.datetime.timedelta(days=(found.group(3) | int) - 1) -%}
    {{ return(day.month == first.month) }}
{%- endmacro %}
