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
