-- One row per row of opportunity: whose deal it is, when it was opened and how and when it was closed, or why it is left out.
with

versions as (
    {{ salesforce_versions('opportunity', ['created_date'], [
        'owner_id', 'amount', 'currency_iso_code', 'close_date', 'stage_name', 'is_closed', 'is_won',
    ]) }}
),

role_versions as (
    {{ salesforce_versions('opportunity_contact_role', ['opportunity_id', 'contact_id'], ['is_primary', 'created_date']) }}
),

people as (
    select distinct
        table_name,
        id,
        case when {{ is_set('is_converted') }} then converted_opportunity_id end as opportunity_id,
        converted_date
    from {{ ref('salesforce_people') }}
    where exclusion_reason is null and id is not null and tells_of_then
),

-- One deal is one person's, so that its amount counts once: the primary contact's; else another's, the first by id; else the
-- lead's that was converted into it. Roles may name contacts that are gone.
candidates as (
    select
        roles.opportunity_id,
        roles.contact_id as who_id,
        case when {{ is_set('roles.is_primary') }} then 1 else 2 end as place,
        roles.id,
        roles.created_date as since
    from role_versions as roles
    inner join people as contacts
        on roles.contact_id = contacts.id and contacts.table_name = 'contact'
    where roles.version_number = 1 and not roles.is_deleted

    union all

    select
        opportunity_id,
        id as who_id,
        3 as place,
        id,
        converted_date as since
    from people
    where opportunity_id is not null
),

dated_candidates as (
    select
        *,
        {{ is_known(to_timestamp('since')) }} as was_known
    from candidates
),

owners as (
    select
        opportunity_id,
        who_id,
        was_known,
        row_number() over (
            partition by opportunity_id order by was_known desc, place, {{ in_byte_order('id') }} nulls last
        ) as candidate_number
    from dated_candidates
),

dated as (
    select
        *,
        {{ to_timestamp('created_date') }} as created_at,
        {{ to_timestamp('close_date') }} as planned_at,
        lower({{ trimmed('stage_name') }}) as stage,
        {{ truth('is_won') }} as was_won,
        {{ truth('is_closed') }} as was_closed
    from versions
    {{ computed_once() }}
),

-- Who was named after as_of is no owner of a deal that was there before.
owned as (
    select
        dated.*,
        owners.who_id
    from dated
    left join owners
        on
            dated.id = owners.opportunity_id and owners.candidate_number = 1
            and (owners.was_known or not {{ is_known('dated.created_at') }})
),

-- Null where nobody can tell. A deal that was not won may be open or lost.
ended as (
    select
        *,
        case
            when was_won then 'won'
            when not was_closed then 'open'
            when was_closed and not was_won then 'lost'
            when was_won is null and stage = 'closed won' then 'won'
            when stage = 'closed lost' then 'lost'
        end as ended_as
    from owned
)

select
    id,
    who_id,
    owner_id,
    amount,
    currency_iso_code as currency,
    created_date,
    -- The day may be one that was planned: the deal was closed by the last change. Of the day it was opened on, not before it.
    case
        when planned_at > modified_at then modified
        when planned_at < created_at and planned_at + interval '1' day > created_at then created_date
        else close_date
    end as closed_at,
    case when ended_as <> 'open' then ended_as end as outcome,
    ended_as is null as is_undecided,
    case
        {{ salesforce_left_out() }}
        when who_id is null then 'of nobody'
    end as exclusion_reason
from ended
