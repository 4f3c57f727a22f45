-- FIT, one row per lead and criterion: is this the kind of company and person that buys from us?
-- One block per criterion: to change one, change its numbers; to add one, add a block.
-- An is_met of null means that we do not know: it scores nothing, and is counted as unknown.

with

leads as (
    select * from {{ ref('lead_features') }}
)

select
    lead_id,
    'decides' as criterion,
    'Owner, C-level or vice president' as reason,
    12 as points,
    seniority in ('owner', 'c_level', 'vp') as is_met
from leads

union all

select
    lead_id,
    'heads_department' as criterion,
    'Director or head of department' as reason,
    9 as points,
    seniority = 'director' as is_met
from leads

union all

select
    lead_id,
    'manages_team' as criterion,
    'Manages a team' as reason,
    6 as points,
    seniority = 'manager' as is_met
from leads

union all

select
    lead_id,
    'in_target_department' as criterion,
    'Works in a department that buys from us' as reason,
    6 as points,
    is_target_department as is_met
from leads

union all

select
    lead_id,
    'company_51_to_1000' as criterion,
    '51 to 1,000 people, our core market' as reason,
    10 as points,
    employee_count between 51 and 1000 as is_met
from leads

union all

select
    lead_id,
    'company_over_1000' as criterion,
    'More than 1,000 people' as reason,
    7 as points,
    employee_count > 1000 as is_met
from leads

union all

select
    lead_id,
    'company_11_to_50' as criterion,
    '11 to 50 people' as reason,
    5 as points,
    employee_count between 11 and 50 as is_met
from leads

union all

select
    lead_id,
    'company_up_to_10' as criterion,
    '10 people or fewer' as reason,
    -8 as points,
    employee_count <= 10 as is_met
from leads

union all

select
    lead_id,
    'in_target_industry' as criterion,
    'In a target industry' as reason,
    8 as points,
    is_target_industry as is_met
from leads

union all

select
    lead_id,
    'in_target_country' as criterion,
    'In a country we sell to' as reason,
    4 as points,
    is_target_country as is_met
from leads

union all

select
    lead_id,
    'has_work_email' as criterion,
    'Work e-mail address' as reason,
    4 as points,
    not is_free_email as is_met
from leads

union all

select
    lead_id,
    'studies_or_interns' as criterion,
    'Student or intern' as reason,
    -20 as points,
    seniority = 'student' as is_met
from leads
