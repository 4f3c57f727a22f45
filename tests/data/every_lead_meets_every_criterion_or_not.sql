-- One row per lead whose criteria are not one row each.
with

number_of_criteria as (
    select count(*) as criteria from {{ ref('criterion_counts') }}
),

rows_of_leads as (
    select
        lead_id,
        count(*) as row_count
    from {{ ref('lead_criteria') }}
    group by lead_id
)

select rows_of_leads.*
from rows_of_leads
cross join number_of_criteria
where rows_of_leads.row_count <> number_of_criteria.criteria
