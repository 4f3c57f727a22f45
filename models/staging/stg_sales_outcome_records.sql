-- One row per row of raw_sales_outcomes, typed and judged. Outcomes have no id: rows equal in all columns are copies.
with

cleaned as (
    select
        source_system,
        {{ row_as_text('raw_sales_outcomes') }} as row_text,
        {%- for column in raw_columns('raw_sales_outcomes') %}
        {{ clean(column) }} as {{ column }}_text{{ ',' if not loop.last }}
        {%- endfor %}
    from {{ ref('raw_sales_outcomes') }}
),

typed as (
    select
        *,
        lead_id_text as lead_id,
        {{ as_word('outcome_text') }} as outcome,
        {{ to_timestamp('occurred_at_text') }} as occurred_at,
        case
            when {{ as_word('reason_text') }} in (
                'not_a_fit', 'no_budget', 'bad_timing', 'no_authority', 'unreachable', 'bad_data', 'duplicate',
                'competitor', 'other'
            ) then {{ as_word('reason_text') }}
        end as reason,
        {{ to_number('amount_text', 'numeric(18, 2)') }} as amount,
        owner_id_text as owner_id
    from cleaned
),

judged as (
    select
        typed.*,
        keys.lead_status,
        case
            when typed.lead_id is null then 'missing id'
            when
                typed.outcome is null
                or typed.outcome not in (
                    'attempted', 'connected', 'accepted', 'rejected', 'meeting_held', 'qualified',
                    'opportunity_created', 'won', 'lost'
                ) then 'unknown outcome'
            when typed.occurred_at is null then 'bad date'
            when typed.occurred_at > {{ run_started() }} then 'dated in the future'
            when keys.lead_status is null or keys.lead_status = 'rejected' then 'unknown lead'
        end as reject_reason
    from typed
    left join {{ ref('stg_lead_keys') }} as keys
        on
            typed.source_system = keys.source_system
            and typed.lead_id = keys.lead_id
),

decided as (
    select
        *,
        case
            when lead_status = 'erased' then 'erased'
            when occurred_at >= {{ as_of() }} and occurred_at <= {{ run_started() }} then 'not_yet'
            when reject_reason is not null then 'rejected'
            when lead_status = 'not_yet' then 'not_yet'
            else 'known'
        end as row_status
    from judged
)

select
    *,
    row_number() over (partition by source_system, row_text order by lead_id) as copy_number
from decided
