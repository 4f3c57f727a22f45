-- One row per row of raw_sales_outcomes, typed and judged, but for those of erased leads. Outcomes have no id: rows equal in all
-- columns are copies.
-- A table: of a view that keeps one copy of each row PostgreSQL expects one row, and joins it row by row.
{{ config(materialized='table') }}
{#- HubSpot's exports write the pipeline behind the stage: Closed won (Sales Pipeline). -#}
{%- set stage = "regexp_replace(cleaned.outcome_text, ' *[(].*[)]$', '')" %}
with

trimmed as (
    select
        source_system,
        {{ row_as_text('raw_sales_outcomes') }} as row_text,
        {{ trimmed_columns('raw_sales_outcomes') }}
    from {{ ref('raw_sales_outcomes') }}
    {{ computed_once() }}
),

cleaned as (
    select
        source_system,
        row_text,
        {{ cleaned_columns('raw_sales_outcomes') }}
    from trimmed
    {{ computed_once() }}
),

typed as (
    select
        cleaned.*,
        cleaned.lead_id_text as record_id,
        coalesce(aliases.outcome, stages.outcome, {{ as_word(stage) }}) as outcome,
        {{ moment('cleaned.given_occurred_at', 'cleaned.occurred_at_text') }} as occurred_at,
        lower(reasons.value) as reason,
        {{ number(
            'cleaned.given_amount', 'numeric(18, 2)', to_number('cleaned.amount_text', 'numeric(18, 2)')
        ) }} as written_amount,
        {{ number(
            'cleaned.given_amount_in_home_currency', 'numeric(18, 2)',
            to_number('cleaned.amount_in_home_currency_text', 'numeric(18, 2)')
        ) }} as amount_in_home_currency,
        cleaned.owner_id_text as owner_id,
        {{ moment('cleaned.given_contact_again_on', 'cleaned.contact_again_on_text') }} as contact_again_on
    from cleaned
    left join {{ ref('outcome_aliases') }} as aliases
        on trim({{ as_words('cleaned.outcome_text') }}) = lower(aliases.value)
    left join {{ ref('outcome_aliases') }} as stages
        on trim({{ as_words(stage) }}) = lower(stages.value)
    left join {{ ref('recycle_periods') }} as reasons
        on {{ as_word('cleaned.reason_text') }} = lower(reasons.value)
    {{ computed_once() }}
),

judged as (
    select
        typed.*,
        coalesce(typed.amount_in_home_currency, {{ at_home('typed') }}) as amount,
        keys.lead_status,
        coalesce(keys.known_as, typed.record_id) as lead_id,
        case
            when typed.unreadable_line is not null then 'unreadable line'
            when typed.record_id is null then 'missing id'
            when {{ is_damaged('typed.record_id') }} then 'damaged id'
            when
                typed.outcome is null
                or typed.outcome not in (
                    'attempted', 'connected', 'accepted', 'rejected', 'meeting_held', 'qualified',
                    'opportunity_created', 'won', 'lost', 'none_yet'
                ) then 'unknown outcome'
            -- The closing date of an open deal is a plan, and no fault.
            when typed.outcome = 'none_yet' then null
            when typed.occurred_at is null then 'bad date'
            when typed.occurred_at > {{ run_started() }} then 'dated in the future'
            else {{ reason_of_lead('keys.lead_status', 'typed.record_id') }}
        end as reject_reason
    from typed
    left join {{ ref('int_lead_id_crosswalk') }} as keys
        on typed.source_system = keys.source_system and typed.record_id = keys.lead_id
    {{ join_rates('typed', 'typed.occurred_at') }}
    left join {{ ref('int_erased_records') }} as erased
        on {{ record_digest('typed.source_system', 'typed.record_id') }} = erased.record
    where erased.record is null
),

decided as (
    select
        *,
        case
            when occurred_at >= {{ as_of() }} and occurred_at <= {{ run_started() }} then 'not_yet'
            when reject_reason is not null then 'rejected'
            -- A deal that is still open has no outcome yet.
            when lead_status = 'not_yet' or outcome = 'none_yet' then 'not_yet'
            else 'known'
        end as row_status
    from judged
)

select
    *,
    case when reason is null then reason_text end as unread_reason,
    case when written_amount is null then amount_text end as unread_amount,
    case when amount_in_home_currency is null then amount_in_home_currency_text end as unread_amount_in_home_currency,
    {{ unread_currency() }} as unread_currency,
    case when contact_again_on is null then contact_again_on_text end as unread_contact_again_on,
    row_number() over (partition by source_system, row_text order by lead_id) as copy_number
from decided
