-- One row per row of event: the meeting it is, when it was booked and when it begins, or why it is left out.
with

versions as (
    {{ salesforce_versions('event', ['who_id'], [
        'owner_id', 'subject', 'is_child', 'is_recurrence', 'start_date_time', 'activity_date_time', 'activity_date',
        'created_date',
    ]) }}
),

begun as (
    select
        *,
        coalesce(start_date_time, activity_date_time, activity_date) as begins_at
    from versions
    {{ computed_once() }}
)

select
    id,
    who_id,
    owner_id,
    begins_at,
    -- One that was written down afterwards was booked by the time it began.
    case
        when {{ to_timestamp('begins_at') }} < {{ to_timestamp('created_date') }} then begins_at else created_date
    end as booked_at,
    case
        {{ salesforce_left_out() }}
        when {{ is_set('is_child') }} then 'copy of a colleague'
        when {{ is_set('is_recurrence') }} then 'plan of a series'
        when who_id is null then 'of nobody'
        when lower(subject) like 'canceled:%' or lower(subject) like 'cancelled:%' then 'called off'
    end as exclusion_reason
from begun
