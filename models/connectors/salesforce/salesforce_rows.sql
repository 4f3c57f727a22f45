-- One row per table of Salesforce and what became of its rows: delivered, or the rule by which they are left out; and how many.
with

rows_of_tables as (
    {%- for table, model in {
        'task': 'salesforce_tasks', 'event': 'salesforce_events', 'campaign_member': 'salesforce_members',
        'opportunity': 'salesforce_opportunities',
    }.items() %}
    select
        '{{ table }}' as table_name,
        exclusion_reason
    from {{ ref(model) }}

    union all
    {% endfor %}
    select
        table_name,
        exclusion_reason
    from {{ ref('salesforce_people') }}
)

select
    table_name,
    coalesce(exclusion_reason, 'delivered') as became,
    cast(count(*) as integer) as row_count
from rows_of_tables
group by table_name, coalesce(exclusion_reason, 'delivered')
