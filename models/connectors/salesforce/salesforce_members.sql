-- One row per row of campaign_member: who answered which campaign, when and how, or why it is left out.
with

versions as (
    {{ salesforce_versions('campaign_member', ['campaign_id'], [
        'lead_id', 'contact_id', 'status', 'has_responded', 'first_responded_date',
    ]) }}
),

campaign_versions as (
    {{ salesforce_versions('campaign', [], ['type', 'start_date', 'end_date']) }}
),

campaigns as (
    select
        id,
        type,
        coalesce(end_date, start_date) as held_on
    from campaign_versions
    where version_number = 1 and id is not null
),

-- Of a converted lead both ids are there: the lead is the older record.
answers as (
    select
        versions.*,
        coalesce(versions.lead_id, versions.contact_id) as who_id,
        coalesce(versions.first_responded_date, versions.modified) as responded,
        campaigns.held_on,
        concat(
            coalesce(lower({{ trimmed('campaigns.type') }}), ''), '/', coalesce(lower({{ trimmed('versions.status') }}), '')
        ) as type_and_status
    from versions
    left join campaigns
        on versions.campaign_id = campaigns.id
    {{ computed_once() }}
),

dated as (
    select
        *,
        {{ to_timestamp('responded') }} as responded_at,
        {{ to_timestamp('held_on') }} as held_at
    from answers
)

select
    id,
    who_id,
    campaign_id,
    type_and_status,
    responded as responded_at,
    -- Who signed up for a day to come was there on that day, and at the latest when the row was last changed.
    case
        when held_at > responded_at
            then {{ as_text("least(held_at, greatest(responded_at, coalesce(modified_at, held_at)))") }}
        else responded
    end as attended_at,
    case
        {{ salesforce_left_out() }}
        when who_id is null then 'of nobody'
        when has_responded is null and first_responded_date is null then 'not known to have responded'
        when not {{ is_set('has_responded') }} and first_responded_date is null then 'no response'
    end as exclusion_reason
from dated
