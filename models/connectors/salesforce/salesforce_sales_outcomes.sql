-- One row per thing that sales did or settled, in the shape of raw_sales_outcomes: calls and mails of theirs, meetings held,
-- leads given back or converted, deals opened, won and lost.
with

deals as (
    select * from {{ ref('salesforce_opportunities') }}
    where exclusion_reason is null
),

found as (
    select
        who_id,
        outcome,
        occurred_at,
        {{ as_text('null') }} as reason,
        {{ as_text('null') }} as amount,
        {{ as_text('null') }} as currency,
        owner_id
    from {{ ref('salesforce_tasks') }}
    where outcome is not null

    union all

    -- What is called off is deleted: a meeting whose time has come was held.
    select
        who_id,
        'meeting_held' as outcome,
        begins_at as occurred_at,
        {{ as_text('null') }} as reason,
        {{ as_text('null') }} as amount,
        {{ as_text('null') }} as currency,
        owner_id
    from {{ ref('salesforce_events') }}
    where exclusion_reason is null and {{ to_timestamp('begins_at') }} <= {{ run_started() }}

    union all

    select
        id as who_id,
        outcome,
        occurred_at,
        reason,
        {{ as_text('null') }} as amount,
        {{ as_text('null') }} as currency,
        owner_id
    from {{ ref('salesforce_status_changes') }}

    union all

    -- To convert a lead is how Salesforce says that sales has qualified it.
    select distinct
        id as who_id,
        'qualified' as outcome,
        converted_date as occurred_at,
        {{ as_text('null') }} as reason,
        {{ as_text('null') }} as amount,
        {{ as_text('null') }} as currency,
        {{ as_text('null') }} as owner_id
    from {{ ref('salesforce_people') }}
    where exclusion_reason is null and id is not null and tells_of_then and {{ is_set('is_converted') }}

    union all

    -- The amount of an open deal is a guess that changes.
    select
        who_id,
        'opportunity_created' as outcome,
        created_date as occurred_at,
        {{ as_text('null') }} as reason,
        {{ as_text('null') }} as amount,
        {{ as_text('null') }} as currency,
        owner_id
    from deals

    union all

    select
        who_id,
        outcome,
        closed_at as occurred_at,
        {{ as_text('null') }} as reason,
        case when outcome = 'won' then amount end as amount,
        case when outcome = 'won' then currency end as currency,
        owner_id
    from deals
    where outcome is not null
),

outcomes as (
    select
        concat('salesforce:', coalesce(first_records.lead_id, found.who_id)) as lead_id,
        found.outcome,
        found.occurred_at,
        found.reason,
        found.amount,
        found.currency,
        case when found.owner_id not like '00G%' then found.owner_id end as owner_id
    from found
    left join {{ ref('salesforce_first_records') }} as first_records
        on found.who_id = first_records.contact_id
)

{{ deliver('raw_sales_outcomes', 'outcomes', ['lead_id', 'outcome', 'occurred_at', 'reason', 'amount', 'currency', 'owner_id']) }}
