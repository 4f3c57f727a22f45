-- One row per lead that gets points twice for one job title or one company size: a manager who became director is a director.
select
    lead_id,
    count(*) as criteria_met
from {{ ref('lead_score_reasons') }}
where criterion in ('decides', 'heads_department', 'manages_team', 'studies_or_interns')
group by lead_id
having count(*) > 1

union all

select
    lead_id,
    count(*) as criteria_met
from {{ ref('lead_score_reasons') }}
where criterion in ('company_51_to_1000', 'company_over_1000', 'company_11_to_50', 'company_up_to_10')
group by lead_id
having count(*) > 1
