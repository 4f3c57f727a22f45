{#
    How seeds reach Spark: each batch of rows as one JSON text. dbt-spark writes a literal per cell, in which an apostrophe is
    a syntax error, an empty cell the word None and a backslash gone; and parsing so many literals takes four times as long.
#}
{% macro spark__load_csv_rows(model, agate_table) %}
    {% set written = cells_as_written(agate_table) %}
    {% set columns = written.column_names %}
    {% set statements = [] %}
    {% for rows in written.rows | batch(5000) %}
        {% set statement %}
            insert into {{ this.render() }}
            select
                {%- for column in columns %}
                {{ spark_cell(model, column, 'cells[' ~ loop.index0 ~ ']') }}{{ ',' if not loop.last }}
                {%- endfor %}
            from (select explode(from_json('{{ spark_text(tojson(rows)) }}', 'array<array<string>>')) as cells)
        {% endset %}
        {% do adapter.add_query(statement, abridge_sql_log=true) %}
        {% do statements.append(statement) %}
    {% endfor %}
    {{ return(statements | first) }}
{% endmacro %}

{# A cell in the type of its column. dbt-spark turns ANSI mode off: a cast alone would make null of what it cannot read. #}
{% macro spark_cell(model, column, cell) -%}
    {%- set type = model.config.column_types.get(column, 'string') -%}
    {%- if type == 'string' or type.startswith('varchar') -%}
        {{ cell }}
    {%- else -%}
        {%- set problem = model.original_file_path ~ ': ' ~ column ~ ' is ' -%}
        coalesce(
            cast({{ cell }} as {{ type }}),
            case
                when {{ cell }} is not null
                    then raise_error(concat('{{ spark_text(problem) }}', {{ cell }}, ', which is no {{ type }}.'))
            end
        )
    {%- endif -%}
{%- endmacro %}

{# What stands between the quotes of a literal, where a backslash escapes. #}
{% macro spark_text(text) -%}
    {{ return(text | replace('\\', '\\\\') | replace("'", "\\'")) }}
{%- endmacro %}
