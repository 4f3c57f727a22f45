-- One row per link between two records, or a record and an address, known at as_of. That one of them has a row in raw_leads is
-- not asked: a chain of merges may run through records that are gone.
select
    links.source_system,
    links.lead_id,
    these.record_number,
    links.link,
    those.record_number as same_record_number,
    links.same_as,
    links.same_emails,
    links.linked_at
from {{ ref('int_lead_links_judged') }} as links
inner join {{ ref('int_record_keys') }} as these
    on links.source_system = these.source_system and links.lead_id = these.lead_id
left join {{ ref('int_record_keys') }} as those
    on links.same_system = those.source_system and links.same_as = those.lead_id
where
    links.exclusion_reason is null and links.copy_number = 1
    and (links.linked_at is null or links.linked_at < {{ as_of() }})
    and these.lead_status <> 'not_yet' and coalesce(those.lead_status, 'linked') <> 'not_yet'
