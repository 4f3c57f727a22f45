-- One row per version of a lead or contact of Salesforce that is deleted: what it objected to still holds for its address.
select
    concat('salesforce:', id) as lead_id,
    email,
    case when {{ is_set('has_opted_out_of_email') }} then 'opted_out' end as marketing_consent,
    do_not_call
from {{ ref('salesforce_people') }}
where left_out_as = 'deleted' and tells_of_then
