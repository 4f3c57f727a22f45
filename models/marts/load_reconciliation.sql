-- One row per raw table: what became of each of its rows. Every number is counted by its own query, none by subtraction.
{%- set tables = {
    'raw_leads': ('stg_lead_versions', 'version_number > 1 and not is_later', 'stg_counted_records', 'created_at'),
    'raw_activities': ('stg_activity_copies', 'copy_number > 1', 'stg_known_activities', 'occurred_at'),
    'raw_sales_outcomes': (
        'stg_sales_outcome_records', "row_status = 'known' and copy_number > 1", 'stg_sales_outcomes', 'occurred_at'
    ),
    'raw_campaign_spend': (
        'stg_campaign_spend_records', "row_status = 'known' and copy_number > 1", 'stg_campaign_spend', 'spend_date'
    ),
    'raw_content': ('stg_content_records', "row_status = 'known' and copy_number > 1", 'stg_content', none),
    'raw_privacy_requests': (
        'stg_privacy_request_records', "row_status = 'known' and copy_number > 1", 'stg_privacy_requests', 'requested_at'
    ),
    'raw_lead_links': (
        'stg_lead_link_records', "row_status = 'known' and copy_number > 1", 'stg_known_links', 'linked_at'
    ),
} %}

with

counts as (
    {%- for table, (copies, is_copy, used, happened_at) in tables.items() %}
    select
        '{{ table }}' as raw_table,
        'rows_in' as outcome,
        count(*) as row_count
    from {{ ref(table) }}
    union all
    select
        '{{ table }}' as raw_table,
        'duplicate' as outcome,
        count(*) as row_count
    from {{ ref(copies) }}
    where {{ is_copy }}
    union all
    {%- endfor %}
    select
        raw_table,
        'rejected' as outcome,
        count(*) as row_count
    from {{ ref('rejected_records') }}
    group by raw_table
    union all
    select
        'raw_activities' as raw_table,
        left_out_as as outcome,
        count(*) as row_count
    from {{ ref('stg_activity_facts') }}
    where left_out_as in ('not_yet', 'erased')
    group by left_out_as
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
        'raw_leads': 'stg_lead_records',
        'raw_sales_outcomes': 'stg_sales_outcome_records',
        'raw_campaign_spend': 'stg_campaign_spend_records',
        'raw_lead_links': 'stg_lead_link_records',
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
    inner join {{ ref('stg_erased_records') }} as erased
        on {{ record_digest('outcomes.source_system', clean('outcomes.lead_id')) }} = erased.record
    union all
    select
        'raw_lead_links' as raw_table,
        'erased' as outcome,
        count(*) as row_count
    from {{ ref('stg_typed_links') }}
    where left_out_as = 'erased'
    union all
    -- A version of a lead written after as_of, while an earlier one is known.
    select
        'raw_leads' as raw_table,
        'not_yet' as outcome,
        count(*) as row_count
    from {{ ref('stg_lead_versions') }}
    where version_number > 1 and is_later
    union all
    select
        'raw_leads' as raw_table,
        'erased' as outcome,
        count(*) as row_count
    from {{ ref('stg_erased_lead_rows') }}
),

used as (
    {%- for table, (copies, is_copy, used, happened_at) in tables.items() %}
    select
        '{{ table }}' as raw_table,
        count(*) as used,
        {{ 'cast(max(' ~ happened_at ~ ') as timestamp)' if happened_at else 'max(cast(null as timestamp))' }} as newest_at
    from {{ ref(used) }}
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
