{# The one clock. Every model that needs "now" asks here, and everything after lead_features reads its column as_of. #}

{# The moment scored, as a datetime in UTC without zone, to the whole second. #}
{% macro as_of_moment() %}
    {%- do check_settings() -%}
    {%- set given = var('as_of', none) -%}
    {%- if given is none and var('connectors') == ['sample'] -%}
        {%- set given = var('sample_as_of') -%}
    {%- endif -%}
    {%- if given is none -%}
        {%- set moment = run_started_at -%}
    {%- else -%}
        {%- set moment = modules.datetime.datetime.fromisoformat(given | string | trim) -%}
    {%- endif -%}
    {%- if moment.tzinfo -%}
        {%- set moment = moment.astimezone(modules.pytz.utc).replace(tzinfo=none) -%}
    {%- endif -%}
    {{- return(moment.replace(microsecond=0)) -}}
{% endmacro %}

{# A datetime as a literal that every engine reads the same. #}
{% macro timestamp_literal(moment) -%}
    cast('{{ moment.strftime("%Y-%m-%d %H:%M:%S") }}' as timestamp)
{%- endmacro %}

{# as_of, moved by whole days: as_of(-30) is where a window of 30 days begins. #}
{% macro as_of(days=0) -%}
    {{ timestamp_literal(as_of_moment() + modules.datetime.timedelta(days=days)) }}
{%- endmacro %}

{# The midnight that begins the day of as_of, moved by whole days. #}
{% macro as_of_midnight(days=0) -%}
    {%- set moment = as_of_moment() + modules.datetime.timedelta(days=days) -%}
    {{ timestamp_literal(moment.replace(hour=0, minute=0, second=0)) }}
{%- endmacro %}

{# Where the look-back begins. #}
{% macro lookback_start() -%}
    {{ as_of(-setting('lookback_days')) }}
{%- endmacro %}

{# The moment this run started: a row dated later cannot be true. #}
{% macro run_started() -%}
    {{ timestamp_literal(run_started_at.astimezone(modules.pytz.utc)) }}
{%- endmacro %}

{# A moment as a whole number of seconds, to count rows within seconds of each other. Its full minutes are multiples of 60. #}
{% macro second_of(moment) -%}
    {{ seconds_between("cast('2000-01-01 00:00:00' as timestamp)", moment) }}
{%- endmacro %}

{# Days from `earlier` to `later`: whole seconds / 86,400, to 6 decimals. #}
{% macro days_between(earlier, later) -%}
    {{ ratio(seconds_between(earlier, later), 86400) }}
{%- endmacro %}

{# The latest moment that a date can mean: what is dated by day stands at midnight, and may have happened until its day ended. #}
{% macro latest_moment(moment) -%}
    case
        when {{ moment }} = date_trunc('day', {{ moment }}) then {{ moment }} + interval '86399' second
        else {{ moment }}
    end
{%- endmacro %}

{# Working hours after which an MQL that nobody touched expires. #}
{% macro expiring_hours() -%}
    {{ setting('expires_after_working_days') * (setting('working_day_ends') - setting('working_day_starts')) }}
{%- endmacro %}
