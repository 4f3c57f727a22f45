-- One row per dimension: the most it can add to a lead's score. The limits sum to 100.
select
    'fit' as dimension,
    40 as max_points

union all

select
    'engagement' as dimension,
    25 as max_points

union all

select
    'intent' as dimension,
    35 as max_points
