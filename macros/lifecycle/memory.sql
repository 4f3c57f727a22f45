{# What int_lead_stages and lead_stage_log share: the only table that remembers. #}

{# The date that a run records. #}
{% macro recorded_on() -%}
    cast('{{ as_of_moment().strftime("%Y-%m-%d") }}' as date)
{%- endmacro %}

{# What marks a lead without moving its stage. #}
{% macro flag_names() -%}{{ return(['hand_raiser', 'sales_ready', 'customer_is_back']) }}{%- endmacro %}

{# What is recorded of a lead on a date, and its types. #}
{% macro recorded_columns() -%}
    {%- set text = dbt.type_string() -%}
    {{ return({
        'lead_id': text, 'recorded_at': 'timestamp', 'nurture_segment': text, 'nurture_segment_since': 'timestamp',
        'stage': text, 'stage_since': 'timestamp', 'qualified_by': text,
        'qualified_since': 'timestamp', 'hand_raiser': 'boolean', 'sales_ready': 'boolean', 'sales_ready_since': 'timestamp',
        'customer_is_back': 'boolean', 'missing': text, 'expired_at': 'timestamp', 'grade': text, 'fit_score': 'integer',
        'engagement_score': 'integer', 'intent_score': 'integer', 'lead_score': 'integer', 'refused_at': 'timestamp',
        'fit_at_refusal': 'integer', 'contact_at_refusal': text, 'is_shopper': 'boolean', 'criteria_met': text, 'tipped_by': text,
        'recorded_on': 'date',
    }) }}
{%- endmacro %}

{# Every column, with its type: of the row at hand, or only those given, the others null. #}
{% macro as_recorded(given=none) -%}
    {%- for column, type in recorded_columns().items() %}
    cast({{ column if given is none else given.get(column, 'null') }} as {{ type }}) as {{ column }}{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# What was recorded of a lead before, as <column>_before. #}
{% macro columns_before() -%}
    {%- for column in recorded_columns() if column != 'lead_id' %}
        previous.{{ column }} as {{ column }}_before{{ ',' if not loop.last }}
    {%- endfor %}
{%- endmacro %}

{# Whether any of these columns is not what was recorded before. #}
{% macro has_changed(columns) -%}
    {%- for column in columns -%}
        coalesce({{ column }} <> {{ column }}_before, ({{ column }} is null) <> ({{ column }}_before is null)){{ ' or ' if not loop.last }}
    {%- endfor -%}
{%- endmacro %}

{# Since when a column of one row is what it is: as it was recorded before, or from now on. #}
{% macro held_since(column) -%}
    case
        when {{ column }} = {{ column }}_before then {{ column }}_since_before
        when {{ column }} is not null then as_of
    end
{%- endmacro %}

{# Steps of int_lead_stages that end in `previous`: the last row of each lead before this date. #}
{% macro remembered() -%}
history as (
    select * from {{ source('memory', 'lead_stage_log') }}
    where recorded_on < {{ recorded_on() }}
),

newest as (
    select
        lead_id,
        max(recorded_on) as recorded_on
    from history
    where lead_id is not null
    group by lead_id
),

-- Who is erased is no lead any more, and meets none of these rows.
previous as (
    select history.*
    from history
    inner join newest
        on history.lead_id = newest.lead_id and history.recorded_on = newest.recorded_on
)
{%- endmacro %}
