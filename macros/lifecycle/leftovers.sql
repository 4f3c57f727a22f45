{# In on-run-start: tables of earlier warehouses that hold people, under names that no model has now. An erasure of today does not reach them. #}
{% macro drop_leftovers() -%}
    {%- set names = [
        'stg_leads', 'stg_lead_records', 'stg_lead_versions', 'stg_merged_leads', 'stg_lead_keys', 'stg_record_keys', 'stg_address_keys',
        'stg_record_addresses', 'stg_shared_identities', 'stg_typed_links', 'stg_deleted_objections', 'stg_sales_outcome_records',
        'stg_activity_facts', 'int_lead_versions', 'int_record_addresses',
    ] -%}
    {%- if execute and model_named('int_leads').unique_id in selected_resources -%}
        {%- set node, leftovers = model_named('int_leads'), [] -%}
        {%- for name in names -%}
            {%- do leftovers.append(adapter.get_relation(node.database, node.schema, name)) -%}
        {%- endfor -%}
        {{ return(drop_each(leftovers | select | list)) }}
    {%- endif -%}
{%- endmacro %}
