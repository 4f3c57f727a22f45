-- One row per contact that a lead was converted into, and that is younger than the lead: the oldest such lead. What sales did is
-- recorded for the first record, so that a back-test of a day before the conversion finds it. A contact that was known at as_of
-- has no lead that was converted after it.
with

people as (
    select distinct
        table_name,
        id,
        created_date,
        case when {{ is_set('is_converted') }} then converted_contact_id end as contact_id,
        case when {{ is_set('is_converted') }} then converted_date end as converted_date
    from {{ ref('salesforce_people') }}
    where exclusion_reason is null and id is not null and tells_of_then
    {{ computed_once() }}
),

created as (
    select
        *,
        {{ to_timestamp('created_date') }} as created_at,
        {{ to_timestamp('converted_date') }} as converted_at
    from people
    {{ computed_once() }}
),

contacts as (
    select
        id,
        min(created_at) as created_at
    from created
    where table_name = 'contact'
    group by id
),

ranked as (
    select
        leads.id,
        leads.contact_id,
        row_number() over (
            partition by leads.contact_id order by leads.created_at nulls last, {{ in_byte_order('leads.id') }}
        ) as place
    from created as leads
    left join contacts
        on leads.contact_id = contacts.id
    where
        leads.contact_id is not null and coalesce(leads.created_at <= contacts.created_at, contacts.id is null)
        and ({{ is_known('leads.converted_at') }} or coalesce(contacts.created_at >= {{ as_of() }}, true))
)

select
    contact_id,
    id as lead_id
from ranked
where place = 1
