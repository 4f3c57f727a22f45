-- One row per owner of leads: what is compared of the spellings of a name or an id, and the one spelling that is shown.
{{ config(materialized='table') }}

with

given as (
    select distinct
        owner_id as spelling,
        {{ owner_key('owner_id') }} as owner_key
    from {{ ref('int_lead_records') }}
    where row_status = 'known' and owner_id is not null
),

-- Anna Smith is preferred to ANNA SMITH and anna smith.
ranked as (
    select
        owner_key,
        {{ one_space('spelling') }} as owner_id,
        row_number() over (
            partition by owner_key
            order by
                case when spelling in (lower(spelling), upper(spelling)) then 1 else 0 end,
                {{ in_byte_order('spelling') }}
        ) as place
    from given
)

select
    owner_key,
    owner_id
from ranked
where place = 1
