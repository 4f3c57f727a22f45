-- One row per time that a lead got a status which salesforce_lead_statuses knows as an outcome. lead_history has the moment of
-- each change; without it, a status was there at the latest when the version that first has it was written.
with

history as (
    {{ salesforce_versions('lead_history', ['lead_id'], ['field', 'new_value', 'created_date']) }}
),

leads as (
    select
        id,
        owner_id,
        status,
        modified_at
    from {{ ref('salesforce_people') }}
    where exclusion_reason is null and table_name = 'lead' and id is not null
),

seen as (
    select
        id,
        owner_id,
        status,
        modified_at as seen_at
    from leads

    union all

    select
        lead_id as id,
        {{ as_text('null') }} as owner_id,
        new_value as status,
        {{ to_timestamp('created_date') }} as seen_at
    from history
    where version_number = 1 and not is_deleted and lower(field) = 'status' and lead_id in (select leads.id from leads)
),

known as (
    select
        seen.*,
        statuses.outcome,
        statuses.reason,
        coalesce(statuses.value, '') as status_word
    from seen
    left join {{ ref('salesforce_lead_statuses') }} as statuses
        on lower({{ trimmed('seen.status') }}) = lower(statuses.value)
    where seen.seen_at is not null
),

changes as (
    select
        *,
        lag(status_word) over (
            partition by id order by seen_at, {{ in_byte_order('status_word') }}, {{ in_byte_order('owner_id') }} nulls last
        ) as status_before
    from known
)

select
    id,
    owner_id,
    outcome,
    reason,
    {{ as_text('seen_at') }} as occurred_at
from changes
where outcome is not null and coalesce(status_before, '') <> status_word
