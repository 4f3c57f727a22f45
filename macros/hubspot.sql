{# What the models of the connector hubspot share. #}

{# Whether a row is deleted: older loads say is_deleted, newer ones _fivetran_deleted. `prefix` is the relation's name and a point. #}
{% macro deleted_in_hubspot(prefix='') -%}
    ({{ is_set(prefix ~ 'is_deleted') }} or {{ is_set(prefix ~ '_fivetran_deleted') }})
{%- endmacro %}

{#
    Whether the newest of the rows with these keys is deleted: a record is gone then, whatever an older copy of it says. The last
    change goes before the load, a row that is deleted before one of the same moment. `is_deleted` and `modified` are columns.
#}
{% macro gone_from_hubspot(keys, is_deleted='is_deleted', modified='_fivetran_synced') -%}
    {%- set moment = "concat(coalesce(" ~ modified ~ ", _fivetran_synced, ''), ' ', coalesce(_fivetran_synced, ''))" -%}
    {%- set of_record = 'over (partition by ' ~ keys | join(', ') ~ ')' -%}
    coalesce(
        max({{ in_byte_order('case when ' ~ is_deleted ~ ' then ' ~ moment ~ ' end') }}) {{ of_record }}
        >= max({{ in_byte_order('case when not ' ~ is_deleted ~ ' then ' ~ moment ~ ' end') }}) {{ of_record }},
        {{ is_deleted }}
    )
{%- endmacro %}
