{# In place of the last suggestion: the points that `make suggest` found for these criteria, a dictionary each. #}
{% macro record_suggestion(suggested) -%}
    {%- set table = load_relation(ref('suggested_points')) -%}
    {%- if not table -%}
        {{ exceptions.raise_compiler_error('There is no suggested_points yet; run make run first.') }}
    {%- endif -%}
    {%- set numbers = ['points_now', 'points_suggested', 'points_low', 'points_high', 'leads_met'] -%}
    {%- set version = criteria_version() -%}
    {%- do all_or_none() -%}
    {%- do run_query('delete from ' ~ table ~ ' where true') -%}
    {%- set insert -%}
        insert into {{ table }} (dimension, criterion, {{ numbers | join(', ') }}, criteria_version, suggested_at) values
        {%- for row in suggested %}
        (
            '{{ row.dimension }}', '{{ row.criterion | replace("'", "''") }}',
            {%- for number in numbers %} {{ row[number] | int }},{% endfor %} '{{ version }}', {{ run_started() }}
        ){{ ',' if not loop.last }}
        {%- endfor %}
    {%- endset -%}
    {%- do run_query(insert) -%}
    {%- do keep() -%}
{%- endmacro %}
