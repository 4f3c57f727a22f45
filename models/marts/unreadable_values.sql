-- One row per optional column with values that could not be read: they are null, and their rows count all the same.
{%- set checked = {
    'stg_lead_records': (
        'raw_leads', "row_status = 'known'",
        [
            'updated_at', 'email', 'phone', 'company_domain', 'employee_count', 'annual_revenue', 'email_status',
            'marketing_consent',
        ],
    ),
    'stg_activity_facts': ('raw_activities', 'left_out_as is null', ['duration_seconds', 'amount']),
    'stg_sales_outcome_records': (
        'raw_sales_outcomes', "row_status = 'known' and copy_number = 1", ['reason', 'amount', 'contact_again_on'],
    ),
    'stg_lead_link_records': ('raw_lead_links', "row_status = 'known' and copy_number = 1", ['linked_at']),
} %}

with

{% for model, (raw_table, kept, columns) in checked.items() %}
-- One pass over the rows, whatever the number of columns.
{{ raw_table }}_counts as (
    select
        {{ count_unread(columns) }}
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
    {{ personal('example') }} as example
from unreadable
where unreadable_rows > 0
