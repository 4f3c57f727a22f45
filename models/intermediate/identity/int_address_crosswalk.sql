-- One row per e-mail address that raw_activities or raw_sales_outcomes name a lead by, as written, and that leads have: the lead
-- where it is one, else which of them is meant nobody can tell, and lead_status is shared. Who is erased has none.
{{ config(materialized='table') }}

with

met as (
    select
        named.source_system,
        named.lead_id,
        keys.lead_status,
        keys.lead_number,
        keys.known_as
    from {{ ref('int_addresses_as_ids') }} as named
    -- The lead's own address, and not one by which a link names it: that has a person.
    inner join {{ ref('int_record_identifiers_hashed') }} as marks
        on {{ sha256('named.mark') }} = marks.mark and marks.kind = 'address' and marks.is_read and marks.person is null
    inner join {{ ref('int_lead_id_crosswalk') }} as keys
        on marks.record = {{ record_digest('keys.source_system', 'keys.lead_id') }}
    left join {{ ref('int_lead_id_crosswalk') }} as own
        on named.source_system = own.source_system and named.lead_id = own.lead_id
    left join {{ ref('int_erased_records') }} as erased
        on {{ record_digest('named.source_system', 'named.lead_id') }} = erased.record
    where named.is_read and own.lead_id is null and erased.record is null and keys.lead_status in ('known', 'not_yet')
),

-- A lead that is known goes before those that are to come.
counted as (
    select
        *,
        max(case when lead_status = 'known' then 1 else 0 end) over (partition by source_system, lead_id) as is_known
    from met
)

select
    source_system,
    lead_id,
    case
        when min(lead_number) < max(lead_number) then 'shared'
        else min(lead_status)
    end as lead_status,
    min(lead_number) as lead_number,
    min({{ in_byte_order('known_as') }}) as known_as
from counted
where lead_status = 'known' or is_known = 0
group by source_system, lead_id
