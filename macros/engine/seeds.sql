{#
    How seeds reach DuckDB: dialect told, nothing guessed, and the rows counted against dbt's own reader. Left to itself,
    dbt-duckdb lets DuckDB sniff the file, which can lose rows without a word.
#}
{% macro duckdb__load_csv_rows(model, agate_table) %}
    {% set copy %}
        copy {{ this.render() }} from '{{ adapter.get_seed_file_path(model) | replace("'", "''") }}' (
            format csv, header true, auto_detect false, delimiter ',', quote '"', escape '"', parallel false
        )
    {% endset %}
    {% do adapter.add_query(copy, abridge_sql_log=true) %}
    {% set copied = run_query('select count(*) from ' ~ this.render()).columns[0].values()[0] %}
    {% if copied != agate_table.rows | length %}
        {{ exceptions.raise_compiler_error(
            model.original_file_path ~ ': DuckDB read ' ~ copied ~ ' rows where dbt reads ' ~ agate_table.rows | length
            ~ '; look for a quote that is never closed.'
        ) }}
    {% endif %}
    {{ return(copy) }}
{% endmacro %}

{#
    How seeds reach PostgreSQL: as dbt loads them, but each cell as it is written. dbt's reader takes NULL, in any case, and
    a cell of spaces for nothing, so that what is invented to be dirty would arrive clean.
#}
{% macro postgres__load_csv_rows(model, agate_table) %}
    {{ return(default__load_csv_rows(model, cells_as_written(agate_table))) }}
{% endmacro %}

{# The rows of a seed, read once more: only an empty cell is null. #}
{% macro cells_as_written(agate_table) %}
    {%- for type in agate_table.column_types if type.cast_nulls -%}
        {%- do type.null_values.clear() -%}
    {%- endfor -%}
    {%- set again = agate_table.from_csv(
        agate_table.original_abspath, column_types=agate_table.column_types, encoding='utf-8-sig'
    ) -%}
    {%- set rows = [] -%}
    {%- for row in again.rows -%}
        {%- set cells = [] -%}
        {%- for cell in row -%}
            {%- do cells.append(none if cell == '' else cell) -%}
        {%- endfor -%}
        {%- do rows.append(cells) -%}
    {%- endfor -%}
    {{ return({'column_names': again.column_names, 'rows': rows}) }}
{% endmacro %}
