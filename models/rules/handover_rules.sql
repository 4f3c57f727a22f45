-- One row per lead and thing that sales needs to work with a lead. One that is missing flags the lead as incomplete, by its name:
-- it is handed over all the same, and the list says what to find out first.
with

leads as (
    select * from {{ ref('scored_leads') }}
)

select
    lead_id,
    'a way to contact them' as needed,
    (not has_phone or do_not_call) and (not has_email or is_email_bounced) as is_missing
from leads

union all

select
    lead_id,
    'country not recognised' as needed,
    is_country_unread as is_missing
from leads
