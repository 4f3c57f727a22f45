{# The raw contract: the tables and columns that every connector delivers. #}

{% macro raw_columns(table) -%}
    {%- set tables = {
        'raw_leads': [
            'lead_id', 'created_at', 'updated_at', 'email', 'first_name', 'last_name', 'phone', 'job_title',
            'company_name', 'company_domain', 'industry', 'employee_count', 'annual_revenue', 'country', 'region',
            'lead_source', 'landing_page', 'campaign_id', 'owner_id', 'email_status', 'marketing_consent',
            'stated_need', 'purchase_timeframe', 'vendor_score', 'do_not_call', 'lifecycle_stage', 'lead_status',
        ],
        'raw_activities': [
            'activity_id', 'lead_id', 'activity_type', 'occurred_at', 'campaign_id', 'content_id', 'session_id',
            'duration_seconds', 'amount', 'currency', 'user_agent', 'page_url', 'form_name',
        ],
        'raw_sales_outcomes': [
            'lead_id', 'outcome', 'occurred_at', 'reason', 'amount', 'currency', 'amount_in_home_currency', 'owner_id',
            'contact_again_on',
        ],
        'raw_campaign_spend': ['campaign_id', 'channel', 'spend_date', 'amount', 'currency'],
        'raw_content': ['content_id', 'title', 'kind', 'topic', 'journey_stage', 'persona', 'concern'],
        'raw_privacy_requests': ['lead_id', 'email', 'request', 'requested_at'],
        'raw_lead_links': ['lead_id', 'same_as', 'link', 'linked_at'],
    } -%}
    {{ return(tables[table]) }}
{%- endmacro %}

{# What a row cannot do without. raw_privacy_requests needs lead_id or email. #}
{% macro required_columns(table) -%}
    {%- set tables = {
        'raw_leads': ['lead_id', 'created_at'],
        'raw_activities': ['activity_id', 'lead_id', 'activity_type', 'occurred_at'],
        'raw_sales_outcomes': ['lead_id', 'outcome', 'occurred_at'],
        'raw_campaign_spend': ['campaign_id', 'channel', 'spend_date', 'amount'],
        'raw_content': ['content_id'],
        'raw_privacy_requests': ['request', 'requested_at'],
        'raw_lead_links': ['lead_id', 'same_as', 'link'],
    } -%}
    {{ return(tables[table]) }}
{%- endmacro %}

{# Columns that hold numbers and moments: these may arrive typed. Everything else is text. #}
{% macro number_columns() -%}
    {{ return(['employee_count', 'annual_revenue', 'vendor_score', 'duration_seconds', 'amount', 'amount_in_home_currency']) }}
{%- endmacro %}
{% macro moment_columns() -%}
    {{ return(['created_at', 'updated_at', 'occurred_at', 'spend_date', 'requested_at', 'contact_again_on', 'linked_at']) }}
{%- endmacro %}

{# Columns of raw_leads whose text is read as something else: a number, a moment, an address, a word of a list. #}
{% macro read_columns() -%}
    {{ return([
        'updated_at', 'email', 'phone', 'company_domain', 'employee_count', 'annual_revenue', 'country', 'email_status',
        'marketing_consent', 'vendor_score', 'do_not_call',
    ]) }}
{%- endmacro %}

{# Those that stay the text they are. #}
{% macro text_columns() -%}
    {{ return(raw_columns('raw_leads') | reject('in', read_columns() + ['lead_id', 'created_at']) | list) }}
{%- endmacro %}

{# Which raw tables each connector has. raw_leads of a connector is its model, or seed, <system>_leads. #}
{% macro tables_by_connector() -%}
    {{ return({
        'sample': [
            'raw_leads', 'raw_activities', 'raw_sales_outcomes', 'raw_campaign_spend', 'raw_content',
            'raw_privacy_requests', 'raw_lead_links',
        ],
        'tables': [
            'raw_leads', 'raw_activities', 'raw_sales_outcomes', 'raw_campaign_spend', 'raw_content',
            'raw_privacy_requests', 'raw_lead_links',
        ],
        'hubspot': ['raw_leads', 'raw_activities', 'raw_sales_outcomes', 'raw_lead_links'],
        'salesforce': ['raw_leads', 'raw_activities', 'raw_sales_outcomes', 'raw_privacy_requests', 'raw_lead_links'],
        'web_events': ['raw_leads', 'raw_activities', 'raw_lead_links'],
    }) }}
{%- endmacro %}

{#
    The rows of a raw table from every connector that is on, with the columns of the contract, and unreadable_line: the text of
    a line of a file that could not be taken apart. All is text, but for moments and numbers that arrive typed from the only connector.
#}
{% macro union_of_connectors(table) -%}
    {%- set systems = [] -%}
    {%- for system in setting('connectors') if table in tables_by_connector()[system] -%}
        {%- do systems.append(system) -%}
    {%- endfor -%}
    {%- for system in systems %}
    select
        '{{ system }}' as source_system,
        {%- for column in raw_columns(table) %}
        {{ column if systems | length == 1 else as_text(column) ~ ' as ' ~ column }},
        {%- endfor %}
        {{ as_text('null') if system == 'sample' else 'unreadable_line' }} as unreadable_line
    from {{ ref(system ~ '_' ~ table.removeprefix('raw_')) }}
    {% if not loop.last %}union all{% endif %}
    {%- else %}
    select
        {{ as_text('null') }} as source_system,
        {%- for column in raw_columns(table) %}
        {{ as_text('null') }} as {{ column }},
        {%- endfor %}
        {{ as_text('null') }} as unreadable_line
    where 1 = 0
    {%- endfor %}
{%- endmacro %}

{# Select the columns of a raw table from a relation that has `columns` of them; the others, none of them required, are null. #}
{% macro deliver(table, relation, columns) -%}
    {%- for column in required_columns(table) if column not in columns -%}
        {{ exceptions.raise_compiler_error(model.name ~ " does not deliver '" ~ column ~ "', which " ~ table ~ " must have.") }}
    {%- endfor -%}
    {%- for column in columns if column not in raw_columns(table) + ['unreadable_line'] -%}
        {{ exceptions.raise_compiler_error(model.name ~ " delivers '" ~ column ~ "', which " ~ table ~ " does not have.") }}
    {%- endfor -%}
    select
        {%- for column in raw_columns(table) + ['unreadable_line'] %}
        {{ column if column in columns else as_text('null') ~ ' as ' ~ column }}{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ relation }}
{%- endmacro %}
