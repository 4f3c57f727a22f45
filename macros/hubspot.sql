{# What the models of the connector hubspot share. #}

{# Whether a row is deleted: older loads say is_deleted, newer ones _fivetran_deleted. `prefix` is the relation's name and a point. #}
{% macro deleted_in_hubspot(prefix='') -%}
    ({{ is_set(prefix ~ 'is_deleted') }} or {{ is_set(prefix ~ '_fivetran_deleted') }})
{%- endmacro %}
