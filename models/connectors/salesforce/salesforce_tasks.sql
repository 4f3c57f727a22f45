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

-- A task without the moment it was done has the day it was for.
dated as (
    select
        *,
        coalesce(completed_date_time, activity_date, created_date) as done_on
    from versions
    {{ computed_once() }}
),

worded as (
    select
        dated.*,
        lower(dated.call_type) as direction,
        case
            when lower(dated.task_subtype) = 'listemail' then 'list e-mail'
            when 'call' in (lower(dated.task_subtype), lower(dated.type)) or dated.call_type is not null then 'call'
            when 'email' in (lower(dated.task_subtype), lower(dated.type)) then 'e-mail'
        end as kind,
        -- Where nothing else says so, what has the moment it was done is done.
        {{ is_set('dated.is_closed') }} or coalesce(lower(dated.status) = 'completed', false)
        or coalesce(dated.is_closed, dated.status) is null and dated.completed_date_time is not null as is_done,
        replies.activity_id is not null as is_reply,
        replies.message_date,
        talked.value is not null as is_talk
    from dated
    -- Of a mail that was there before as_of, a reply after it makes nothing else.
    left join replies
        on
            dated.id = replies.activity_id
            and ({{ is_known(to_timestamp('replies.message_date')) }} or not {{ is_known(to_timestamp('dated.done_on')) }})
    left join {{ ref('salesforce_call_results') }} as talked
        on lower({{ trimmed('dated.call_disposition') }}) = lower(talked.value)
),

judged as (
    select
        *,
        case
            {{ salesforce_left_out() }}
            when {{ is_set('is_recurrence') }} then 'plan of a series'
            when who_id is null then 'of nobody'
            when not is_done and coalesce(is_closed, status) is null then 'not known to be done'
            when not is_done then 'not done'
            when kind is null then 'neither call nor e-mail'
            when kind = 'list e-mail' then 'list e-mail'
            when kind = 'call' and direction = 'internal' then 'call among colleagues'
            when kind = 'call' and direction = 'inbound' and not is_talk then 'incoming call, nobody talked'
        end as exclusion_reason
    from worded
)

select
    id,
    who_id,
    owner_id,
    coalesce(message_date, done_on) as occurred_at,
    exclusion_reason,
    case
        when exclusion_reason is not null then null
        when kind = 'call' and direction = 'inbound' then 'call_connected'
        when kind = 'e-mail' and is_reply then 'email_replied'
    end as activity_type,
    case
        when exclusion_reason is not null or direction = 'inbound' or is_reply then null
        when is_talk then 'connected'
        else 'attempted'
    end as outcome
from judged
