-- One row per raw table: what became of each of its rows. Every number is counted by its own query, none by subtraction.
{%- set counts_once, counts_again = "row_status = 'known' and copy_number = 1", "row_status = 'known' and copy_number > 1" %}
{#- Of each raw table: its records and which of them are copies, and the rows that are used, and when they happened. -#}
{%- set tables = {
    'raw_leads': ('int_lead_records', 'version_number > 1 and not is_later', 'int_lead_records', 'version_number = 1', 'created_at'),
    'raw_activities': (none, none, 'int_activities_deduped', 'true', 'occurred_at'),
    'raw_sales_outcomes': ('int_sales_outcome_records', counts_again, 'int_sales_outcomes', 'true', 'occurred_at'),
    'raw_campaign_spend': ('stg_campaign_spend_records', counts_again, 'campaign_spend', 'true', 'spend_date'),
    'raw_content': ('stg_content_records', counts_again, 'stg_content', 'true', none),
    'raw_privacy_requests': (
        'stg_privacy_request_records', counts_again, 'stg_privacy_request_records', counts_once, 'requested_at'
    ),
    'raw_lead_links': ('int_lead_link_records', counts_again, 'int_lead_link_records', counts_once, 'linked_at'),
} %}

with

repeated_activities as (
    select
        activity_key,
        count(*) as copies
    from {{ ref('int_activities_keyed') }}
    where exclusion_reason is null
    group by activity_key
    having count(*) > 1
),

counts as (
    {%- for table, (copies, is_copy, used, is_used, happened_at) in tables.items() %}
    select
        '{{ table }}' as raw_table,
        'rows_in' as outcome,
        count(*) as row_count
    from {{ ref(table) }}
    union all
    {%- if copies %}
    select
        '{{ table }}' as raw_table,
        'duplicate' as outcome,
        count(*) as row_count
    from {{ ref(copies) }}
    where {{ is_copy }}
    union all
    {%- endif %}
    {%- endfor %}
    select
        'raw_activities' as raw_table,
        'duplicate' as outcome,
        coalesce(sum(copies - 1), 0) as row_count
    from repeated_activities
    union all
    select
        raw_table,
        'rejected' as outcome,
        count(*) as row_count
    from {{ ref('rejected_records') }}
    group by raw_table
    union all
    select
        'raw_activities' as raw_table,
        exclusion_reason as outcome,
        count(*) as row_count
    from {{ ref('int_activities_keyed') }}
    where exclusion_reason in ('not_yet', 'erased')
    group by exclusion_reason
    union all
    -- Nothing but the time is read of these, and of files in the order of time only those that hold such rows.
    select
        'raw_activities' as raw_table,
        'older' as outcome,
        count(*) as row_count
    from {{ ref('stg_activity_records') }}
    where occurred_at < {{ lookback_start() }}
    union all
    {%- for table, records in {
        'raw_leads': 'int_lead_records',
        'raw_sales_outcomes': 'int_sales_outcome_records',
        'raw_campaign_spend': 'stg_campaign_spend_records',
        'raw_lead_links': 'int_lead_link_records',
    }.items() %}
    select
        '{{ table }}' as raw_table,
        'not_yet' as outcome,
        count(*) as row_count
    from {{ ref(records) }}
    where row_status = 'not_yet'
    union all
    {%- endfor %}
    select
        'raw_sales_outcomes' as raw_table,
        'erased' as outcome,
        count(*) as row_count
    from {{ ref('raw_sales_outcomes') }} as outcomes
    inner join {{ ref('int_erased_records') }} as erased
        on {{ record_digest('outcomes.source_system', clean('outcomes.lead_id')) }} = erased.record
    union all
    select
        'raw_lead_links' as raw_table,
        'erased' as outcome,
        count(*) as row_count
    from {{ ref('int_lead_links_judged') }}
    where exclusion_reason = 'erased'
    union all
    -- A version of a lead written after as_of, while an earlier one is known.
    select
        'raw_leads' as raw_table,
        'not_yet' as outcome,
        count(*) as row_count
    from {{ ref('int_lead_records') }}
    where version_number > 1 and is_later
    union all
    select
        'raw_leads' as raw_table,
        'erased' as outcome,
        count(*) as row_count
    from {{ ref('int_erased_lead_rows') }}
),

used as (
    {%- for table, (copies, is_copy, used, is_used, happened_at) in tables.items() %}
    select
        '{{ table }}' as raw_table,
        count(*) as used,
        {{ 'cast(max(' ~ happened_at ~ ') as timestamp)' if happened_at else 'max(cast(null as timestamp))' }} as newest_at
    from {{ ref(used) }}
    where {{ is_used }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
)

select
    counts.raw_table,
    {%- for outcome in ['rows_in', 'used', 'duplicate', 'rejected', 'not_yet', 'older', 'erased'] %}
    {%- if outcome == 'used' %}
    cast(used.used as bigint) as used,
    {%- else %}
    cast(sum(case when counts.outcome = '{{ outcome }}' then counts.row_count else 0 end) as bigint) as {{ outcome }},
    {%- endif %}
    {%- endfor %}
    used.newest_at,
    {{ days_between('used.newest_at', as_of()) }} as days_since_newest,
    {{ as_of() }} as as_of
from counts
inner join used
    on counts.raw_table = used.raw_table
group by counts.raw_table, used.used, used.newest_at
