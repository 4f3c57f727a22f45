{#
    How the rows of a unit test are given to a model. On Spark as one table of values, where dbt writes a query per row: Spark
    plans each of them again wherever the model reads the input, which is a minute for fifty rows.
#}
{% macro get_fixture_sql(rows, column_name_to_data_types) -%}
    {{ return(adapter.dispatch('fixture')(rows, column_name_to_data_types)) }}
{%- endmacro %}

{% macro default__fixture(rows, types) -%}{{ return(dbt.get_fixture_sql(rows, types)) }}{%- endmacro %}

{# A column that the rows do not name is null, as with dbt. #}
{% macro spark__fixture(rows, types) -%}
    {%- if not rows -%}{{ return(dbt.get_fixture_sql(rows, types)) }}{%- endif -%}
    {%- set types = {} -%}
    {%- for column in adapter.get_columns_in_relation(this) -%}
        {%- do types.update({column.name | lower: column.data_type}) -%}
    {%- endfor -%}
    select * from values
    {%- for row in rows %}
        {%- set cells = format_row(row, types) %}
        (
            {%- for name, type in types.items() -%}
                {{ cells.get(name, 'cast(null as ' ~ type ~ ')') }}{{ ', ' if not loop.last }}
            {%- endfor -%}
        ){{ ',' if not loop.last }}
    {%- endfor %}
    as fixture ({{ types | join(', ') }})
{%- endmacro %}
