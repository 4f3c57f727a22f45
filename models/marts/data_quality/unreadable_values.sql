-- One row per optional column with values that could not be read: they are null, and their rows count all the same. Whatever
-- somebody typed into the wrong column may say who he is, and no rule tells a name from a word: only the form of a text is shown.
{%- set checked = {
    'int_lead_records': (
        'raw_leads', "row_status = 'known'",
        [
            'updated_at', 'email', 'phone', 'company_domain', 'employee_count', 'annual_revenue', 'email_status',
            'marketing_consent', 'do_not_call',
        ],
    ),
    'int_activities_keyed': ('raw_activities', 'exclusion_reason is null', ['duration_seconds', 'amount', 'currency']),
    'int_sales_outcome_records': (
        'raw_sales_outcomes', "row_status = 'known' and copy_number = 1", [
            'reason', 'amount', 'currency', 'amount_in_home_currency', 'contact_again_on',
        ],
    ),
    'stg_campaign_spend_records': ('raw_campaign_spend', "row_status = 'known' and copy_number = 1", ['currency']),
    'stg_privacy_request_records': ('raw_privacy_requests', "row_status = 'known' and copy_number = 1", ['email']),
    'int_lead_link_records': ('raw_lead_links', "row_status = 'known' and copy_number = 1", ['linked_at']),
} %}
{#- A hash of an address is a value too; a time on a page is kept of the last 30 days only. -#}
{%- set read = {
    'int_lead_records': {'email': 'coalesce(email, email_hash)'},
    'int_activities_keyed': {'duration_seconds': false, 'currency': 'amount'},
    'int_sales_outcome_records': {'currency': 'amount'},
    'stg_campaign_spend_records': {'currency': 'amount'},
    'stg_privacy_request_records': {'email': 'addresses'},
} %}

with

{% for model, (raw_table, kept, columns) in checked.items() %}
-- One pass over the rows, whatever the number of columns.
{{ raw_table }}_counts as (
    select
        {{ count_unread(columns, read.get(model, {})) }}
    from {{ ref(model) }}
    where {{ kept }}
),
{% endfor %}
unreadable as (
    {%- for model, (raw_table, kept, columns) in checked.items() %}
    {%- set last_table = loop.last %}
    {%- for column in columns %}
    select
        '{{ raw_table }}' as raw_table,
        '{{ column }}' as column_name,
        {{ column }}_rows as unreadable_rows,
        {{ column }}_read as read_rows,
        {{ column }}_example as example
    from {{ raw_table }}_counts
    {{ 'union all' if not (last_table and loop.last) }}
    {%- endfor %}
    {%- endfor %}
)

select
    raw_table,
    column_name,
    unreadable_rows,
    read_rows,
    {{ form_of('example') }} as example
from unreadable
where unreadable_rows > 0
