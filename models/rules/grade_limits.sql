-- One row per letter and digit of a grade: the least points it takes. The letter counts fit, the digit engagement and intent
-- together. Below C, a company that we know is D and one that we do not know is U; the feature is_company_known says which.
select
    'letter' as part,
    'A' as grade,
    30 as least_points

union all

select
    'letter' as part,
    'B' as grade,
    20 as least_points

union all

select
    'letter' as part,
    'C' as grade,
    10 as least_points

union all

select
    'digit' as part,
    '1' as grade,
    30 as least_points

union all

select
    'digit' as part,
    '2' as grade,
    20 as least_points

union all

select
    'digit' as part,
    '3' as grade,
    10 as least_points

union all

select
    'digit' as part,
    '4' as grade,
    0 as least_points
