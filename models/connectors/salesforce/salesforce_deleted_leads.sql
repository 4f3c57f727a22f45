-- One row per version of a lead or contact of Salesforce that is deleted: what it objected to still holds for its address.
select
    concat('salesforce:', people.id) as lead_id,
    people.email,
    case
        when individuals.objects_to_marketing or {{ is_objection('people.has_opted_out_of_email') }} then 'opted_out'
    end as marketing_consent,
    people.do_not_call
from {{ ref('salesforce_people') }} as people
left join {{ ref('salesforce_individuals') }} as individuals
    on people.individual_id = individuals.id
where people.exclusion_reason = 'deleted' and people.tells_of_then
