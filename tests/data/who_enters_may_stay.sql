-- Entering is never easier than staying: else a lead would come and go from day to day.
select
    'qualification_rules' as file_name,
    rule as name,
    count(*) as leads
from {{ ref('qualification_rules') }}
where enters and not coalesce(stays, false)
group by rule

union all

select
    'flag_rules' as file_name,
    flag as name,
    count(*) as leads
from {{ ref('flag_rules') }}
where enters and not coalesce(stays, false)
group by flag
