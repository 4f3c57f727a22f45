-- One row per record of a source system known at as_of, or linked to one: the lead that it is part of, and by which rule.
select
    source_system,
    lead_id as record_id,
    known_as as lead_id,
    coalesce(matched_by, 'itself') as matched_by,
    is_merged
from {{ ref('int_lead_id_crosswalk') }}
where lead_status = 'known' and not is_address
