{# Drop relations. #}
{% macro drop_each(relations) -%}{{ return(adapter.dispatch('drop_each')(relations)) }}{%- endmacro %}

{% macro default__drop_each(relations) -%}
    {%- for relation in relations %}
    drop {{ relation.type }} {{ relation }} cascade;
    {%- endfor %}
{%- endmacro %}

{# One statement at a time. #}
{% macro spark__drop_each(relations) -%}
    {%- for relation in relations -%}
        {%- do adapter.drop_relation(relation) -%}
    {%- endfor -%}
{%- endmacro %}
