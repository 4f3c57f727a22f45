-- One row per id of a record that is part of a lead with another id: that lead.
select
    lead_id,
    min({{ in_byte_order('known_as') }}) as known_as
from {{ ref('int_lead_id_crosswalk') }}
where is_merged and lead_id <> known_as
group by lead_id
