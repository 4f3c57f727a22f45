-- One row per raw table and reason by which, on one of the last 30 days, a far larger share of its rows was rejected than on the
-- others: the worst such day. A fault of a few days stands out of the month; what was never otherwise does not.
-- By the day that the rows tell, so that it shows in whatever loads they came. What has no date has no day.
{{ config(materialized='view') }}

with

rows_of_days as (
    {%- for table, (records, happened_at, reason) in {
        'raw_leads': ('int_lead_records', 'created_at', 'reject_reason'),
        'raw_activities': ('int_activities_keyed', 'occurred_at', "nullif(nullif(exclusion_reason, 'not_yet'), 'erased')"),
        'raw_sales_outcomes': ('int_sales_outcome_records', 'occurred_at', 'reject_reason'),
    }.items() %}
    select
        '{{ table }}' as raw_table,
        cast({{ happened_at }} as date) as happened_on,
        {{ reason }} as reject_reason,
        count(*) as row_count
    from {{ ref(records) }}
    where {{ happened_at }} >= {{ as_of(-30) }} and {{ happened_at }} < {{ as_of() }}
    group by cast({{ happened_at }} as date), {{ reason }}
    {{ 'union all' if not loop.last }}
    {%- endfor %}
),

counted as (
    select
        raw_table,
        happened_on,
        reject_reason,
        row_count as rejected,
        sum(row_count) over (partition by raw_table, happened_on) as day_rows,
        sum(row_count) over (partition by raw_table) as all_rows,
        sum(row_count) over (partition by raw_table, reject_reason) as all_rejected
    from rows_of_days
),

-- A handful is no alarm, and beside a few rows nothing is.
jumps as (
    select
        raw_table,
        happened_on,
        reject_reason,
        rejected,
        cast(day_rows as bigint) as day_rows,
        cast(all_rejected - rejected as bigint) as rejected_elsewhere,
        cast(all_rows - day_rows as bigint) as rows_elsewhere,
        row_number() over (
            partition by raw_table, reject_reason
            order by {{ ratio('rejected', 'day_rows') }} desc, happened_on
        ) as place
    from counted
    where
        reject_reason is not null
        and rejected >= 10 and 100 * rejected >= day_rows
        and all_rows - day_rows >= 100
        and rejected * (all_rows - day_rows) >= 3 * (all_rejected - rejected) * day_rows
)

select
    raw_table,
    reject_reason,
    concat(
        rejected, ' of the ', day_rows, ' rows of ', raw_table, ' of ', happened_on, ' were rejected (', reject_reason, '), and ',
        rejected_elsewhere, ' of the ', rows_elsewhere, ' of the other days; what changed on that day? rejected_records has them.'
    ) as warning
from jumps
where place = 1
