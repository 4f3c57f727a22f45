{# How one date takes the place of what was recorded for it. #}
{% macro replaced_by_date() -%}{{ return(adapter.dispatch('replaced_by_date')()) }}{%- endmacro %}
{% macro default__replaced_by_date() -%}{{ return('delete+insert') }}{%- endmacro %}

{# A Parquet table cannot delete rows; it rewrites the files of a partition. #}
{% macro spark__replaced_by_date() -%}{{ return('insert_overwrite') }}{%- endmacro %}
