{# Puts these marts in place as a run, and drops the versions that are not kept. #}
{% macro publish_marts(marts, run_id, privacy) -%}
    {{ return(adapter.dispatch('publish_marts')(marts, run_id, privacy)) }}
{%- endmacro %}
{% macro default__publish_marts(marts, run_id, privacy) -%}{%- do say_files() -%}{%- endmacro %}

{# What is published: {schema: (run id, privacy)}, the schema that BI reads among them. #}
{% macro published_versions() -%}{{ return(adapter.dispatch('published_versions')()) }}{%- endmacro %}
{% macro default__published_versions() -%}{%- do say_files() -%}{%- endmacro %}

{# Puts a run that is kept in place of the one that is there. #}
{% macro put_back(run_id, in_place) -%}{{ return(adapter.dispatch('put_back')(run_id, in_place)) }}{%- endmacro %}
{% macro default__put_back(run_id, in_place) -%}{%- do say_files() -%}{%- endmacro %}
