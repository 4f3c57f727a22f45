-- One row per row of task: the call or e-mail it is, in the words of the raw contract, or why it is left out. What a lead did is
-- an activity, what sales did an outcome.
with

versions as (
    {{ salesforce_versions('task', ['who_id'], [
        'owner_id', 'type', 'task_subtype', 'status', 'is_closed', 'is_recurrence', 'call_type', 'call_disposition',
        'completed_date_time', 'activity_date', 'created_date',
    ]) }}
),

messages as (
    {{ salesforce_versions('email_message', ['activity_id', 'incoming'], ['message_date']) }}
),

-- A task does not say which way a mail went.
replies as (
    select
        activity_id,
        min({{ in_byte_order('message_date') }}) as message_date
    from messages
    where version_number = 1 and not is_deleted and activity_id is not null and {{ is_set('incoming') }}
    group by activity_id
),

worded as (
    select
        versions.*,
        lower(versions.call_type) as direction,
        case
            when lower(versions.task_subtype) = 'listemail' then 'list e-mail'
            when 'call' in (lower(versions.task_subtype), lower(versions.type)) or versions.call_type is not null then 'call'
            when 'email' in (lower(versions.task_subtype), lower(versions.type)) then 'e-mail'
        end as kind,
        {{ is_set('versions.is_closed') }} or coalesce(lower(versions.status) = 'completed', false) as is_done,
        replies.activity_id is not null as is_reply,
        replies.message_date,
        talked.value is not null as is_talk
    from versions
    left join replies
        on versions.id = replies.activity_id
    left join {{ ref('salesforce_call_results') }} as talked
        on lower({{ trimmed('versions.call_disposition') }}) = talked.value
),

judged as (
    select
        *,
        case
            {{ salesforce_left_out() }}
            when {{ is_set('is_recurrence') }} then 'plan of a series'
            when who_id is null then 'of nobody'
            when not is_done then 'not done'
            when kind is null then 'neither call nor e-mail'
            when kind = 'list e-mail' then 'list e-mail'
            when kind = 'call' and direction = 'internal' then 'call among colleagues'
            when kind = 'call' and direction = 'inbound' and not is_talk then 'incoming call, nobody talked'
        end as left_out_as
    from worded
)

select
    id,
    who_id,
    owner_id,
    -- A task without the moment it was done has the day it was for.
    coalesce(message_date, completed_date_time, activity_date, created_date) as occurred_at,
    left_out_as,
    case
        when left_out_as is not null then null
        when kind = 'call' and direction = 'inbound' then 'call_connected'
        when kind = 'e-mail' and is_reply then 'email_replied'
    end as activity_type,
    case
        when left_out_as is not null or direction = 'inbound' or is_reply then null
        when is_talk then 'connected'
        else 'attempted'
    end as outcome
from judged
